using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Messages;

/// <summary>Adds, changes or deletes flows (OpenFlow 1.3.5 §7.3.4.1).</summary>
public sealed record FlowMod(FlowModCommand Command, Flow Flow) : OpenFlowMessage
{
    private const uint NoBuffer = 0xffff_ffff;
    private const byte AllTables = 0xff;

    /// <summary>For all but an add: only flows whose cookie has these bits as that of <see cref="Flow"/>.</summary>
    public ulong CookieMask { get; init; }

    /// <summary>For a delete: only flows that output to this port.</summary>
    public uint OutPort { get; init; } = OfPort.Any;

    /// <summary>Adds a flow, or replaces the one with the same key.</summary>
    public static FlowMod Add(Flow flow) => new(FlowModCommand.Add, flow);

    /// <summary>Deletes the flow with this key; that there is none is no error.</summary>
    public static FlowMod DeleteStrict(Flow flow) =>
        new(FlowModCommand.DeleteStrict, new Flow(flow.Table, flow.Priority, flow.Match, Instructions.Drop));

    /// <summary>Deletes all flows that the filter selects.</summary>
    public static FlowMod Delete(FlowFilter filter) =>
        new(FlowModCommand.Delete, new Flow(filter.Table ?? AllTables, 0, filter.Match, Instructions.Drop) { Cookie = filter.Cookie })
        {
            CookieMask = filter.CookieMask,
            OutPort = filter.OutPort,
        };

    internal override MessageType Type => MessageType.FlowMod;

    internal override void WriteBody(WireWriter wire)
    {
        wire.U64(Flow.Cookie);
        wire.U64(CookieMask);
        wire.U8(Flow.Table);
        wire.U8((byte)Command);
        wire.U16(Flow.IdleTimeout);
        wire.U16(Flow.HardTimeout);
        wire.U16(Flow.Priority);
        wire.U32(NoBuffer);
        wire.U32(OutPort);
        wire.U32(OfGroup.Any);
        wire.U16((ushort)Flow.Flags);
        wire.Zeros(2);
        Flow.Match.Write(wire);
        Flow.Instructions.WriteTo(wire);
    }

    internal static FlowMod? Read(ref WireReader body)
    {
        var (cookie, cookieMask, table, command) = (body.U64(), body.U64(), body.U8(), (FlowModCommand)body.U8());
        var (idle, hard, priority) = (body.U16(), body.U16(), body.U16());
        body.Skip(4);
        var outPort = body.U32();
        body.Skip(4);
        var flags = (FlowFlags)body.U16();
        body.Skip(2);
        if (Match.Read(ref body) is not { } match || Instructions.Read(body.Rest) is not { } instructions)
            return null;
        var flow = new Flow(table, priority, match, instructions)
        {
            Cookie = cookie,
            IdleTimeout = idle,
            HardTimeout = hard,
            Flags = flags,
        };
        return new FlowMod(command, flow) { CookieMask = cookieMask, OutPort = outPort };
    }

    public override string ToString() => Command switch
    {
        FlowModCommand.Add => $"add {Flow}",
        FlowModCommand.Modify => $"modify {Flow}",
        FlowModCommand.ModifyStrict => $"modify_strict {Flow}",
        FlowModCommand.Delete => $"delete {Flow}",
        _ => $"delete_strict {Flow}",
    };
}
