using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>What a port counted (OpenFlow 1.3.5 §7.3.5.6). A counter that the switch does not have is all ones.</summary>
public sealed record PortStats(uint Port) : IMultipartPart<PortStats>
{
    public ulong RxPackets { get; init; }

    public ulong TxPackets { get; init; }

    public ulong RxBytes { get; init; }

    public ulong TxBytes { get; init; }

    public ulong RxDropped { get; init; }

    public ulong TxDropped { get; init; }

    public ulong RxErrors { get; init; }

    public ulong TxErrors { get; init; }

    public ulong RxFrameErrors { get; init; }

    public ulong RxOverrunErrors { get; init; }

    public ulong RxCrcErrors { get; init; }

    public ulong Collisions { get; init; }

    /// <summary>How long the port has been there.</summary>
    public TimeSpan Age { get; init; }

    void IMultipartPart<PortStats>.Write(WireWriter wire)
    {
        wire.U32(Port);
        wire.Zeros(4);
        wire.U64(RxPackets);
        wire.U64(TxPackets);
        wire.U64(RxBytes);
        wire.U64(TxBytes);
        wire.U64(RxDropped);
        wire.U64(TxDropped);
        wire.U64(RxErrors);
        wire.U64(TxErrors);
        wire.U64(RxFrameErrors);
        wire.U64(RxOverrunErrors);
        wire.U64(RxCrcErrors);
        wire.U64(Collisions);
        wire.Duration(Age);
    }

    static PortStats IMultipartPart<PortStats>.Read(ref WireReader wire)
    {
        var port = wire.U32();
        wire.Skip(4);
        return new PortStats(port)
        {
            RxPackets = wire.U64(),
            TxPackets = wire.U64(),
            RxBytes = wire.U64(),
            TxBytes = wire.U64(),
            RxDropped = wire.U64(),
            TxDropped = wire.U64(),
            RxErrors = wire.U64(),
            TxErrors = wire.U64(),
            RxFrameErrors = wire.U64(),
            RxOverrunErrors = wire.U64(),
            RxCrcErrors = wire.U64(),
            Collisions = wire.U64(),
            Age = wire.Duration(),
        };
    }
}
