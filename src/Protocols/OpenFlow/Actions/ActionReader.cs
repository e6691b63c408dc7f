using System.Collections.Immutable;
using Naru.Primitives;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>Reads lists of actions. What is not known, or not as expected, becomes an <see cref="OpaqueAction"/>.</summary>
internal static class ActionReader
{
    // Clones and conntrack actions nest; no pipeline needs more, and a peer must not decide how deep our stack gets.
    private const int MaxDepth = 16;

    /// <summary>Reads the actions that fill the octets; null if their lengths do not add up.</summary>
    public static EquatableList<FlowAction>? Read(ReadOnlySpan<byte> octets, int depth = 0)
    {
        if (depth > MaxDepth)
            return null;
        var actions = ImmutableArray.CreateBuilder<FlowAction>();
        var wire = new WireReader(octets);
        while (wire.Remaining > 0)
        {
            var action = wire.Rest;
            var type = wire.U16();
            var length = wire.U16();
            if (length < 8 || length % 8 != 0)
                return null;
            var body = new WireReader(wire.Bytes(length - 4));
            if (wire.Failed)
                return null;
            var known = ReadBody(type, ref body, depth);
            // More than padding behind a known action is something newer than this library.
            actions.Add(known is not null && !body.Failed && body.Remaining < 8
                ? known
                : new OpaqueAction(EquatableList.Create(action[..length])));
        }
        return new EquatableList<FlowAction>(actions.ToImmutable());
    }

    private static FlowAction? ReadBody(ushort type, ref WireReader body, int depth) => (ActionType)type switch
    {
        ActionType.Output => Output.Read(ref body),
        ActionType.PushVlan => PushVlan.Read(ref body),
        ActionType.PopVlan => PopVlan.Read(ref body),
        ActionType.SetQueue => SetQueue.Read(ref body),
        ActionType.Group => ToGroup.Read(ref body),
        ActionType.SetNwTtl => SetNwTtl.Read(ref body),
        ActionType.DecNwTtl => DecNwTtl.Read(ref body),
        ActionType.SetField => SetField.Read(ref body),
        (ActionType)ActionWire.Experimenter when body.U32() is ActionWire.Nicira =>
            ReadNicira((NiciraAction)body.U16(), ref body, depth),
        _ => null,
    };

    private static FlowAction? ReadNicira(NiciraAction subtype, ref WireReader body, int depth) => subtype switch
    {
        NiciraAction.Resubmit => Resubmit.Read(ref body),
        NiciraAction.ResubmitTable => Resubmit.ReadWithTable(ref body),
        NiciraAction.SetTunnel => SetField.ReadTunnel32(ref body),
        NiciraAction.SetTunnel64 => SetField.ReadTunnel64(ref body),
        NiciraAction.RegMove => RegMove.Read(ref body),
        NiciraAction.RegLoad => RegLoad.Read(ref body),
        NiciraAction.RegLoad2 => SetField.ReadMasked(ref body),
        NiciraAction.Note => Note.Read(ref body),
        NiciraAction.OutputReg => OutputReg.Read(ref body),
        NiciraAction.Learn => Learn.Read(ref body),
        NiciraAction.Exit => Exit.Read(ref body),
        NiciraAction.Controller => ToController.Read(ref body),
        NiciraAction.Controller2 => ToController.ReadProperties(ref body),
        NiciraAction.StackPush => StackPush.Read(ref body),
        NiciraAction.StackPop => StackPop.Read(ref body),
        NiciraAction.Conjunction => Conjunction.Read(ref body),
        NiciraAction.Ct => Conntrack.Read(ref body, depth),
        NiciraAction.Nat => Nat.Read(ref body),
        NiciraAction.Clone => Clone.Read(ref body, depth),
        NiciraAction.CtClear => CtClear.Read(ref body),
        NiciraAction.CheckPktLarger => CheckPktLarger.Read(ref body),
        _ => null,
    };
}
