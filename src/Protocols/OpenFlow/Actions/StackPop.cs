using System.Text;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow.Actions;

/// <summary>Pops bits of a field from the stack of the packet.</summary>
public sealed record StackPop(Subfield Target) : FlowAction
{
    internal override void Write(WireWriter wire) => StackPush.WriteStack(wire, NiciraAction.StackPop, Target);

    internal static StackPop? Read(ref WireReader body) =>
        StackPush.ReadStack(ref body) is { } target ? new StackPop(target) : null;

    internal override void Print(StringBuilder text) => text.Append("pop:").Append(Target);
}
