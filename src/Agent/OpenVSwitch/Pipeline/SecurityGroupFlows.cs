using Naru.Agent.SecurityLog;
using Naru.NodeContract;
using Naru.Protocols.OpenFlow;
using Naru.Protocols.OpenFlow.Actions;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>The rules of security groups, in tables 72 (sending) and 82 (receiving).</summary>
/// <remarks>
/// A rule for anybody or for an address block is a flow per port (and per mask of its port range). A rule for the members of a
/// group is a conjunctive match: one flow per member and network, one per port and rule, and not one per pair of both.
/// </remarks>
internal static class SecurityGroupFlows
{
    private const ushort Plain = 74;
    private const ushort Conjunctive = 70;

    private const int Members = 1;
    private const int Services = 2;
    private const int Clauses = 2;

    /// <param name="isStateful">Whether the connections of a port are tracked.</param>
    public static IEnumerable<Flow> Flows(NodeView node, IReadOnlyList<LocalPort> ports, Func<LocalPort, bool> isStateful)
    {
        var conjunctions = new ConjunctionIds();
        var clauses = new Dictionary<(FlowTable Table, Match Match), HashSet<Conjunction>>();
        var members = new HashSet<(string Group, int IpVersion, RuleDirection Direction, ushort LocalVlan)>();
        var flows = new Dictionary<FlowKey, Flow>();
        foreach (var port in ports)
        {
            var isLogged = LoggedPorts.EventsOf(node, port.Port.Id).HasFlag(LoggedEvents.Accept);
            foreach (var rule in Rules(node, port))
            {
                var table = TableOf(rule.Direction);
                foreach (var match in RuleMatch.Of(rule))
                {
                    if (rule.RemoteGroupId is { } group)
                    {
                        AddClause(table, match.OfPort(port.Number), Of(group, rule, Services));
                        members.Add((group, rule.IpVersion, rule.Direction, port.LocalVlan));
                        if (isLogged)
                            AddLogged(AcceptedMembers(group, rule.IpVersion, rule.Direction, port), port, group);
                        continue;
                    }
                    // Two groups of a port may have the same rule; either lets the packet pass.
                    var flow = table.Flow((ushort)(Plain + RuleMatch.Precision(rule)), match.OfPort(port.Number), Accept(rule.Direction), rule.Id);
                    if (flows.TryAdd(flow.Key, flow) && isLogged)
                        AddLogged(flow, port, rule.Id);
                }
            }
        }
        foreach (var (group, version, direction, vlan) in members)
        {
            var id = conjunctions.Of(group, version, direction);
            foreach (var member in node.SecurityGroups.Find(group)?.Members ?? [])
            {
                if (member.Version == version)
                    AddClause(TableOf(direction), RuleMatch.Remote(direction, member).OfNetwork(vlan), new Conjunction(id, Members, Clauses));
            }
        }
        foreach (var ((table, match), actions) in clauses)
        {
            var flow = table.Flow(Conjunctive, match, Instructions.Actions(actions.OrderBy(action => action.Id).ThenBy(action => action.Clause)));
            flows.Add(flow.Key, flow);
        }
        foreach (var (group, version, direction, _) in conjunctions.All)
        {
            var flow = AcceptedMembers(group, version, direction, null);
            flows.Add(flow.Key, flow);
        }
        return flows.Values;

        Flow AcceptedMembers(string group, int version, RuleDirection direction, LocalPort? port)
        {
            var match = Match.Any.ConjId(conjunctions.Of(group, version, direction)).Ip(version);
            return TableOf(direction).Flow(Conjunctive, port is null ? match : match.OfPort(port.Number), Accept(direction), group);
        }

        void AddLogged(Flow flow, LocalPort port, string rule)
        {
            var twin = LogFlows.Accepted(flow, port, isStateful(port), rule);
            flows.TryAdd(twin.Key, twin);
        }

        Conjunction Of(string group, NodeSecurityGroupRule rule, int clause) =>
            new(conjunctions.Of(group, rule.IpVersion, rule.Direction), clause, Clauses);

        void AddClause(FlowTable table, Match match, Conjunction clause)
        {
            if (!clauses.TryGetValue((table, match), out var actions))
                clauses.Add((table, match), actions = []);
            actions.Add(clause);
        }
    }

    private static IEnumerable<NodeSecurityGroupRule> Rules(NodeView node, LocalPort port) =>
        port.Port.SecurityGroupIds.SelectMany(id => node.SecurityGroups.Find(id)?.Rules ?? []);

    private static FlowTable TableOf(RuleDirection direction) =>
        direction is RuleDirection.Egress ? IntegrationTables.RulesEgress : IntegrationTables.RulesIngress;

    private static Instructions Accept(RuleDirection direction) => Instructions.Goto(
        direction is RuleDirection.Egress ? IntegrationTables.AcceptOrIngress.Number : IntegrationTables.AcceptedIngress.Number);
}
