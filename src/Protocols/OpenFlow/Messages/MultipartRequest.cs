using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>Asks for a list (OpenFlow 1.3.5 §7.3.5).</summary>
public sealed record MultipartRequest(MultipartType Kind) : OpenFlowMessage
{
    /// <summary>Which flows, for FLOW and AGGREGATE.</summary>
    public FlowFilter Filter { get; init; } = FlowFilter.All;

    /// <summary>The port of PORT_STATS or the meter of METER_CONFIG; all by default.</summary>
    public uint Number { get; init; } = 0xffff_ffff;

    internal override MessageType Type => MessageType.MultipartRequest;

    internal override void WriteBody(WireWriter wire)
    {
        wire.U16((ushort)Kind);
        wire.U16(0);
        wire.Zeros(4);
        switch (Kind)
        {
            case MultipartType.Flow or MultipartType.Aggregate:
                Filter.Write(wire);
                break;
            case MultipartType.PortStats or MultipartType.MeterConfig:
                wire.U32(Number);
                wire.Zeros(4);
                break;
        }
    }

    internal static MultipartRequest? Read(ref WireReader body)
    {
        var kind = (MultipartType)body.U16();
        body.Skip(6);
        return kind switch
        {
            MultipartType.Flow or MultipartType.Aggregate => FlowFilter.Read(ref body) is { } filter
                ? new MultipartRequest(kind) { Filter = filter }
                : null,
            MultipartType.PortStats or MultipartType.MeterConfig => new MultipartRequest(kind) { Number = body.U32() },
            _ => new MultipartRequest(kind),
        };
    }
}
