using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>A flow as the switch has it, with what it counted (OpenFlow 1.3.5 §7.3.5.2).</summary>
/// <param name="Flow">The flow.</param>
/// <param name="Age">How long it has been there.</param>
/// <param name="Packets">Packets that matched.</param>
/// <param name="Bytes">Octets in them.</param>
public sealed record FlowStats(Flow Flow, TimeSpan Age, ulong Packets, ulong Bytes) : IMultipartPart<FlowStats>
{
    void IMultipartPart<FlowStats>.Write(WireWriter wire)
    {
        var start = wire.Length;
        wire.U16(0);
        wire.U8(Flow.Table);
        wire.Zeros(1);
        wire.Duration(Age);
        wire.U16(Flow.Priority);
        wire.U16(Flow.IdleTimeout);
        wire.U16(Flow.HardTimeout);
        wire.U16((ushort)Flow.Flags);
        wire.Zeros(4);
        wire.U64(Flow.Cookie);
        wire.U64(Packets);
        wire.U64(Bytes);
        Flow.Match.Write(wire);
        Flow.Instructions.WriteTo(wire);
        wire.PatchU16(start, wire.Length - start);
    }

    static FlowStats? IMultipartPart<FlowStats>.Read(ref WireReader wire)
    {
        var length = wire.U16();
        var entry = new WireReader(wire.Bytes(length - 2));
        var table = entry.U8();
        entry.Skip(1);
        var age = entry.Duration();
        var (priority, idle, hard, flags) = (entry.U16(), entry.U16(), entry.U16(), (FlowFlags)entry.U16());
        entry.Skip(4);
        var (cookie, packets, bytes) = (entry.U64(), entry.U64(), entry.U64());
        if (Match.Read(ref entry) is not { } match || Instructions.Read(entry.Rest) is not { } instructions)
            return null;
        var flow = new Flow(table, priority, match, instructions)
        {
            Cookie = cookie,
            IdleTimeout = idle,
            HardTimeout = hard,
            Flags = flags,
        };
        return new FlowStats(flow, age, packets, bytes);
    }
}
