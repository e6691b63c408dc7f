using System.Text;
using Naru.Primitives;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>Does actions to a copy of the packet; the packet itself is not changed.</summary>
public sealed record Clone(EquatableList<FlowAction> Actions) : FlowAction
{
    internal override void Write(WireWriter wire)
    {
        var start = wire.BeginNicira(NiciraAction.Clone);
        wire.Zeros(6);
        wire.Actions(Actions);
        wire.End(start);
    }

    internal static Clone? Read(ref WireReader body, int depth)
    {
        body.Skip(6);
        return ActionReader.Read(body.Bytes(body.Remaining), depth + 1) is { } actions ? new Clone(actions) : null;
    }

    internal override void Print(StringBuilder text) => text.Append("clone(").AppendActions(Actions).Append(')');
}
