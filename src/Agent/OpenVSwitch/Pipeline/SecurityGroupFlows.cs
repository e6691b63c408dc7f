using Naru.Agent.SecurityLog;
using Naru.NodeContract;
using Naru.Primitives;
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
    public static IEnumerable<Flow> Flows(NodeView node, IReadOnlyList<LocalPort> ports, Func<LocalPort, bool> isStateful, FlowMemo memo)
    {
        var conjunctions = new ConjunctionIds();
        var services = new Dictionary<(RuleDirection Direction, Match Match), HashSet<Conjunction>>();
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
                        AddService(match.OfPort(port.Number), group, rule);
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
        foreach (var ((direction, match), actions) in services)
        {
            var flow = TableOf(direction).Flow(Conjunctive, match, Instructions.Actions(actions.OrderBy(action => action.Id)));
            flows.Add(flow.Key, flow);
        }
        foreach (var (group, version, direction, _) in conjunctions.All)
        {
            var flow = AcceptedMembers(group, version, direction, null);
            flows.Add(flow.Key, flow);
        }
        return flows.Values.Concat(MembersOf(node, members, conjunctions, memo));

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

        void AddService(Match match, string group, NodeSecurityGroupRule rule)
        {
            if (!services.TryGetValue((rule.Direction, match), out var actions))
                services.Add((rule.Direction, match), actions = []);
            actions.Add(new Conjunction(conjunctions.Of(group, rule.IpVersion, rule.Direction), Services, Clauses));
        }
    }

    // A member of several groups has one flow for all of them.
    private static IEnumerable<Flow> MembersOf(
        NodeView node, IEnumerable<(string Group, int IpVersion, RuleDirection Direction, ushort LocalVlan)> named, ConjunctionIds conjunctions, FlowMemo memo)
    {
        foreach (var place in named.GroupBy(one => (one.Direction, one.LocalVlan, one.IpVersion)))
        {
            var (direction, vlan, version) = place.Key;
            if (place.Count() == 1)
            {
                var (group, _, _, _) = place.First();
                var id = conjunctions.Of(group, version, direction);
                uint[] alone = [id];
                foreach (var member in MembersOf(node, group, version))
                    yield return Made(direction, vlan, member, id, 0, alone);
                continue;
            }
            var idsOf = new Dictionary<IpPrefix, uint[]>();
            foreach (var (group, id) in place.Select(one => (one.Group, Id: conjunctions.Of(one.Group, version, direction))).OrderBy(one => one.Id))
            {
                uint[] alone = [id];
                foreach (var member in MembersOf(node, group, version))
                    idsOf[member] = idsOf.TryGetValue(member, out var others) ? [.. others, id] : alone;
            }
            foreach (var (member, ids) in idsOf)
            {
                // Who is in more than two groups is rare enough.
                yield return ids.Length > 2
                    ? MemberFlow(direction, vlan, member, ids)
                    : Made(direction, vlan, member, ids[0], ids.Length > 1 ? ids[1] : 0, ids);
            }
        }

        Flow Made(RuleDirection direction, ushort vlan, IpPrefix member, uint first, uint second, IEnumerable<uint> ids) =>
            memo.Of(new FlowSource(TableOf(direction), vlan, first, second, member), () => [MemberFlow(direction, vlan, member, ids)])[0];
    }

    private static IEnumerable<IpPrefix> MembersOf(NodeView node, string group, int version) =>
        (node.SecurityGroups.Find(group)?.Members.Items ?? []).Where(member => member.Version == version);

    private static Flow MemberFlow(RuleDirection direction, ushort vlan, IpPrefix member, IEnumerable<uint> ids) => TableOf(direction).Flow(
        Conjunctive,
        RuleMatch.Remote(direction, member).OfNetwork(vlan),
        Instructions.Actions(ids.Select(id => new Conjunction(id, Members, Clauses))));

    private static IEnumerable<NodeSecurityGroupRule> Rules(NodeView node, LocalPort port) =>
        port.Port.SecurityGroupIds.SelectMany(id => node.SecurityGroups.Find(id)?.Rules ?? []);

    private static FlowTable TableOf(RuleDirection direction) =>
        direction is RuleDirection.Egress ? IntegrationTables.RulesEgress : IntegrationTables.RulesIngress;

    private static Instructions Accept(RuleDirection direction) => Instructions.Goto(
        direction is RuleDirection.Egress ? IntegrationTables.AcceptOrIngress.Number : IntegrationTables.AcceptedIngress.Number);
}
