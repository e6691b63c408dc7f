using Naru.Agent.OpenVSwitch.Pipeline;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.NodeContract;
using Naru.Protocols.OpenFlow;
using Naru.Walk.Hosts;
using Naru.Walk.Switching;
using Naru.Walk.Told;

namespace Naru.Walk.Walking;

/// <summary>The tables that a packet went through, as decisions, with the object that each flow's cookie names.</summary>
internal static class FlowDecisions
{
    private static readonly Dictionary<byte, FlowTable> Integration = IntegrationTables.All.ToDictionary(table => table.Number);
    private static readonly Dictionary<byte, FlowTable> Tunnel = TunnelTables.All.ToDictionary(table => table.Number);

    public static List<Decision> Of(
        WalkContext context, HostModel host, HopKind kind, VirtualNetwork network, IReadOnlyCollection<Port> ports, IReadOnlyList<FlowStep> steps, FlowFields packet)
    {
        var decisions = new List<Decision>();
        var names = kind is HopKind.TunnelBridge ? Tunnel : Integration;
        foreach (var step in steps)
        {
            var name = names.GetValueOrDefault(step.Table)?.Name;
            var where = name is null ? $"table {step.Table}" : $"table {step.Table} ({name})";
            if (step.Tracking is { } tracking)
                decisions.Add(new Decision(DecisionKind.Conntrack, "ct", tracking));
            decisions.AddRange(step.Clauses.Select(clause => Flow(where, step.Table, clause, null) with { IsClause = true }));
            decisions.Add(step.Flow is { } flow
                ? Flow(where, step.Table, flow, Object(context, host, network, ports, flow.Cookie))
                : new Decision(DecisionKind.OpenFlow, where, "drop") { Table = step.Table });
            if (FilteredPort(step, host) is { } filtered)
                decisions.AddRange(SecurityRules.Decisions(context, context.Port(filtered.Port.Id)!, filtered.Direction, packet)); // A wired port exists.
        }
        return decisions;
    }

    /// <summary>The port whose security groups a step asked about, and in which direction; null for every other step.</summary>
    private static (NodePort Port, RuleDirection Direction)? FilteredPort(FlowStep step, HostModel host)
    {
        RuleDirection direction;
        if (step.Table == IntegrationTables.RulesEgress.Number)
            direction = RuleDirection.Egress;
        else if (step.Table == IntegrationTables.RulesIngress.Number)
            direction = RuleDirection.Ingress;
        else
            return null;
        // What connections and defaults decide is no rule's doing.
        if (step.Flow is not { } decided || decided.Cookie == FlowCookie.Ours)
            return null;
        // A flow of these tables names the port in reg5; that of a conjunction does so in its clause.
        foreach (var flow in step.Clauses.Append(step.Flow).OfType<Flow>())
        {
            if (flow.Match.TryGet(Oxm.Reg(5), out var number) && host.Wired.TryGetValue((uint)number.Value, out var port))
                return decided.Cookie == FlowCookie.Of(port.Port.Id) ? null : (port.Port, direction);
        }
        return null;
    }

    private static Decision Flow(string where, byte table, Flow flow, ApiObject? cause) =>
        new(DecisionKind.OpenFlow, where, flow.ToString(), cause) { Table = table, Cookie = flow.Cookie };

    private static ApiObject? Object(WalkContext context, HostModel host, VirtualNetwork network, IReadOnlyCollection<Port> ports, ulong cookie)
    {
        if (cookie == FlowCookie.Ours || !FlowCookie.IsOurs(cookie))
            return null;
        if (ports.FirstOrDefault(port => FlowCookie.Of(port.Id) == cookie) is { } port)
            return WalkContext.Of(port);
        if (FlowCookie.Of(network.Id) == cookie)
            return WalkContext.Of(network);
        foreach (var group in host.View.SecurityGroups)
        {
            if (FlowCookie.Of(group.Id) == cookie)
                return SecurityRules.Group(context, group.Id);
            if (group.Rules.Items.FirstOrDefault(rule => FlowCookie.Of(rule.Id) == cookie) is { } rule)
                return SecurityRules.Rule(context, rule.Id);
        }
        return null;
    }
}
