using Naru.Protocols.OpenFlow;
using Naru.Protocols.OpenFlow.Actions;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>What connection tracking decides around the rules of a port (tables 72, 73, 82 and 92).</summary>
internal static class ConnectionFlows
{
    private const uint Good = 0;

    /// <summary>No rule lets it pass any more.</summary>
    private const uint Cut = 1;

    // The rules of security groups lie between the two, at 70 to 77.
    private const ushort BeforeRules = 90;
    private const ushort AfterRules = 40;

    private const ushort Healed = 95;
    private const ushort NewConnection = 90;

    public static IEnumerable<Flow> Flows(LocalPort port) =>
        Around(port, IntegrationTables.RulesEgress, IntegrationTables.AcceptedEgress.Number)
            .Concat(Around(port, IntegrationTables.RulesIngress, IntegrationTables.AcceptedIngress.Number))
            .Concat(Remembering(port, IntegrationTables.AcceptOrIngress, Instructions.Goto(IntegrationTables.AcceptedEgress.Number)))
            .Concat(Remembering(port, IntegrationTables.AcceptedIngress, Instructions.Actions(Delivery.To(port))));

    private static IEnumerable<Flow> Around(LocalPort port, FlowTable table, byte accepted)
    {
        var tracked = Match.Any.OfPort(port.Number);
        var (id, refuse) = (port.Port.Id, Instructions.Goto(IntegrationTables.Dropped.Number));
        yield return table.Flow(BeforeRules, tracked.CtState(CtStates.Tracked | CtStates.Invalid), refuse, id);
        yield return table.Flow(
            BeforeRules, tracked.CtState(CtStates.Tracked | CtStates.Established | CtStates.Reply, CtStates.Invalid).CtMark(Cut), refuse, id);
        // A receiver on the same host has to agree to the reply of its own peer as well, so it goes through table 73.
        var reply = Instructions.Goto(table == IntegrationTables.RulesEgress ? IntegrationTables.AcceptOrIngress.Number : accepted);
        yield return table.Flow(
            BeforeRules, tracked.CtState(CtStates.Tracked | CtStates.Established | CtStates.Reply, CtStates.Invalid).CtMark(Good), reply, id);
        yield return table.Flow(
            BeforeRules, tracked.CtState(CtStates.Tracked | CtStates.Related, CtStates.Established | CtStates.Invalid | CtStates.New).CtMark(Good), reply, id);
        foreach (var version in IpVersions.Both)
        {
            yield return table.Flow(
                AfterRules,
                tracked.Ip(version).CtState(CtStates.Tracked | CtStates.Established),
                Instructions.Actions(Commit(Cut)).Then(IntegrationTables.Dropped.Number),
                id);
        }
    }

    private static IEnumerable<Flow> Remembering(LocalPort port, FlowTable table, Instructions then)
    {
        foreach (var version in IpVersions.Both)
        {
            var accepted = Match.Any.OfPort(port.Number).Ip(version);
            yield return table.Flow(
                Healed, accepted.CtState(CtStates.Tracked | CtStates.Established, CtStates.Reply).CtMark(Cut), Prepend(Commit(Good), then), port.Port.Id);
            yield return table.Flow(
                NewConnection,
                accepted.CtState(CtStates.Tracked | CtStates.New, CtStates.Established),
                Prepend(new Conntrack { Commit = true, ZoneFrom = Registers.Zone }, then),
                port.Port.Id);
        }
    }

    /// <summary>A rule lets a connection that was cut pass again.</summary>
    public static FlowAction Heal => Commit(Good);

    private static Conntrack Commit(uint mark) => new()
    {
        Commit = true,
        ZoneFrom = Registers.Zone,
        Exec = [Act.Load(Oxm.CtMark, mark)],
    };

    private static Instructions Prepend(FlowAction first, Instructions then) => then with { Apply = [first, .. then.Apply] };
}
