namespace Naru.Protocols.OpenFlow;

/// <summary>The bits of <c>ct_state</c> (ovs-fields(7)).</summary>
[Flags]
public enum CtStates : uint
{
    None = 0,
    New = 1,
    Established = 2,
    Related = 4,
    Reply = 8,
    Invalid = 16,
    Tracked = 32,
    SourceNat = 64,
    DestinationNat = 128,
}
