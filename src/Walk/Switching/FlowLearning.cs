using Naru.Protocols.OpenFlow;
using Naru.Protocols.OpenFlow.Actions;

namespace Naru.Walk.Switching;

/// <summary>Makes the flow that a <c>learn</c> action makes of a packet.</summary>
internal static class FlowLearning
{
    public static Flow Learned(Learn learn, FlowFields packet)
    {
        var match = Match.Any;
        var actions = new List<FlowAction>();
        foreach (var spec in learn.Specs)
        {
            var value = spec.Source is { } source ? packet.Read(source) : spec.Value;
            switch (spec.Kind)
            {
                case LearnSpecKind.Match when spec.Destination is { } bits:
                    match = match.Bits(bits, value);
                    break;
                case LearnSpecKind.Load when spec.Destination is { } bits:
                    actions.Add(Act.Load(bits, (ulong)value));
                    break;
                default:
                    actions.Add(Act.Output((uint)value));
                    break;
            }
        }
        return new Flow(learn.Table, learn.Priority, match, Instructions.Actions(actions))
        {
            Cookie = learn.Cookie,
            IdleTimeout = learn.IdleTimeout,
            HardTimeout = learn.HardTimeout,
        };
    }
}
