using Naru.Agent.SecurityLog;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.OpenFlow;
using Naru.Protocols.OpenFlow.Actions;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>Copies of packets for the log: of what the rules of tables 72 and 82 let pass first, and of what ends in table 93.</summary>
/// <remarks>
/// A rule's flow has a twin above it that sees only the first packet of a connection and hands a copy to the agent before it goes on.
/// A meter of the switch keeps a flood from reaching the agent (see <see cref="SwitchLogReader"/>).
/// </remarks>
internal static class LogFlows
{
    /// <summary>Between the rules, at 70 to 77, and what is decided before them, at 90.</summary>
    private const ushort AboveRule = 8;

    private const ushort Drop = 53;

    /// <summary>Enough for every header up to TCP's ports.</summary>
    private const ushort CopiedOctets = 160;

    public static IEnumerable<Flow> Dropped(NodeView node, IEnumerable<LocalPort> firewalled) =>
        from port in firewalled
        where LoggedPorts.EventsOf(node, port.Port.Id).HasFlag(LoggedEvents.Drop)
        select IntegrationTables.Dropped.Flow(
            Drop, Match.Any.OfPort(port.Number), Instructions.Actions(Copy(new LogMark(false, port.Port.Id, LogMark.NoRule))), port.Port.Id);

    /// <summary>The twin of a rule's flow for a port.</summary>
    /// <param name="rule">The rule, or the group of its members, that is named in the log.</param>
    public static Flow Accepted(Flow flow, LocalPort port, bool isStateful, string rule)
    {
        var match = flow.Match;
        return flow with
        {
            Priority = (ushort)(flow.Priority + AboveRule),
            // Without connection tracking there is no first packet: each is one.
            Match = isStateful ? match.CtState(CtStates.Tracked | CtStates.New, CtStates.Established) : match,
            Instructions = flow.Instructions with
            {
                Apply = [Copy(new LogMark(true, port.Port.Id, rule)), .. flow.Instructions.Apply],
            },
        };
    }

    private static ToController Copy(LogMark mark) => new() { MaxLength = CopiedOctets, Userdata = EquatableList.Create<byte>(mark.ToBytes()) };
}
