namespace Naru.Protocols.OpenFlow;

/// <summary><c>ofp_flow_mod_flags</c> (OpenFlow 1.3.5 §7.3.4.1).</summary>
[Flags]
public enum FlowFlags : ushort
{
    None = 0,
    SendFlowRemoved = 1,
    CheckOverlap = 2,
    ResetCounts = 4,
    NoPacketCounts = 8,
    NoByteCounts = 16,
}
