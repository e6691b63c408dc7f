using System.Collections.Immutable;
using System.Text;
using Naru.Primitives;
using Naru.Protocols.OpenFlow.Actions;
using Naru.Protocols.OpenFlow.Text;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow;

/// <summary>What a flow does with its packets (OpenFlow 1.3.5 §7.2.5).</summary>
/// <remarks>
/// There is at most one instruction of a kind and the switch does them in the order of the properties here, so this is a
/// record and not a list. No instruction at all drops the packet.
/// </remarks>
public sealed record Instructions
{
    public static readonly Instructions Drop = new();

    /// <summary>The meter that polices the packets first.</summary>
    public uint? Meter { get; init; }

    /// <summary>Actions that are done at once.</summary>
    public EquatableList<FlowAction> Apply { get; init; }

    /// <summary>Whether the action set is emptied.</summary>
    public bool ClearActions { get; init; }

    /// <summary>Actions for the action set, which is done at the end of the pipeline.</summary>
    public EquatableList<FlowAction> Write { get; init; }

    public MetadataWrite? WriteMetadata { get; init; }

    /// <summary>The table, higher than the current one, that goes on.</summary>
    public byte? GotoTable { get; init; }

    public EquatableList<OpaqueInstruction> Unknown { get; init; }

    public static implicit operator Instructions(FlowAction[] actions) => Actions(actions);

    public static Instructions Actions(params IEnumerable<FlowAction> actions) => new() { Apply = actions.ToEquatableList() };

    public static Instructions Goto(byte table) => new() { GotoTable = table };

    /// <summary>The same, and then on to a table.</summary>
    public Instructions Then(byte table) => this with { GotoTable = table };

    /// <summary>What follows <c>actions=</c> in a dump.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (Meter is { } meter)
            text.Append($"meter:{meter},");
        if (!Apply.IsEmpty)
            text.AppendActions(Apply).Append(',');
        if (ClearActions)
            text.Append("clear_actions,");
        if (!Write.IsEmpty)
            text.Append("write_actions(").AppendActions(Write).Append("),");
        if (WriteMetadata is { } metadata)
            text.Append($"write_metadata:{FieldText.Value(Oxm.Metadata, metadata.Value, metadata.Mask)},");
        if (GotoTable is { } table)
            text.Append($"goto_table:{table},");
        foreach (var unknown in Unknown)
            text.Append(unknown).Append(',');
        if (text.Length == 0)
            return "drop";
        text.Length--;
        return text.ToString();
    }

    internal void WriteTo(WireWriter wire)
    {
        if (Meter is { } meter)
        {
            var start = wire.Begin((ushort)Type.Meter);
            wire.U32(meter);
            wire.End(start);
        }
        if (!Apply.IsEmpty)
            WriteActionsTo(wire, Type.ApplyActions, Apply);
        if (ClearActions)
            WriteActionsTo(wire, Type.ClearActions, []);
        if (!Write.IsEmpty)
            WriteActionsTo(wire, Type.WriteActions, Write);
        if (WriteMetadata is { } metadata)
        {
            var start = wire.Begin((ushort)Type.WriteMetadata);
            wire.Zeros(4);
            wire.U64(metadata.Value);
            wire.U64(metadata.Mask);
            wire.End(start);
        }
        if (GotoTable is { } table)
        {
            var start = wire.Begin((ushort)Type.GotoTable);
            wire.U8(table);
            wire.End(start);
        }
        foreach (var unknown in Unknown)
            wire.Bytes(unknown.Octets.Items.AsSpan());
    }

    private static void WriteActionsTo(WireWriter wire, Type type, EquatableList<FlowAction> actions)
    {
        var start = wire.Begin((ushort)type);
        wire.Zeros(4);
        wire.Actions(actions);
        wire.End(start);
    }

    internal static Instructions? Read(ReadOnlySpan<byte> octets)
    {
        var instructions = Drop;
        var unknown = ImmutableArray.CreateBuilder<OpaqueInstruction>();
        var wire = new WireReader(octets);
        while (wire.Remaining > 0)
        {
            var instruction = wire.Rest;
            var type = (Type)wire.U16();
            var length = wire.U16();
            var body = new WireReader(wire.Bytes(length - 4));
            if (wire.Failed || length < 4)
                return null;
            if (instructions.WithRead(type, ref body) is { } next && !body.Failed)
                instructions = next;
            else
                unknown.Add(new OpaqueInstruction(EquatableList.Create(instruction[..length])));
        }
        return instructions with { Unknown = new EquatableList<OpaqueInstruction>(unknown.ToImmutable()) };
    }

    private Instructions? WithRead(Type type, ref WireReader body)
    {
        switch (type)
        {
            case Type.Meter:
                return this with { Meter = body.U32() };
            case Type.GotoTable:
                return this with { GotoTable = body.U8() };
            case Type.WriteMetadata:
                body.Skip(4);
                return this with { WriteMetadata = new MetadataWrite(body.U64(), body.U64()) };
            case Type.ClearActions:
                return this with { ClearActions = true };
            case Type.ApplyActions:
                body.Skip(4);
                return ActionReader.Read(body.Rest) is { } applied ? this with { Apply = applied } : null;
            case Type.WriteActions:
                body.Skip(4);
                return ActionReader.Read(body.Rest) is { } written ? this with { Write = written } : null;
            default:
                return null;
        }
    }

    private enum Type : ushort
    {
        GotoTable = 1,
        WriteMetadata = 2,
        WriteActions = 3,
        ApplyActions = 4,
        ClearActions = 5,
        Meter = 6,
    }
}
