namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>What the rates of a meter mean (<c>ofp_meter_flags</c>): one of kbit/s and packets/s.</summary>
[Flags]
public enum MeterFlags : ushort
{
    None = 0,
    KilobitsPerSecond = 1,
    PacketsPerSecond = 2,

    /// <summary>The burst sizes of the bands count.</summary>
    Burst = 4,

    Stats = 8,
}
