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
/// Members come in chunks (<see cref="IpPrefixSet"/>): when one of thousands changes, only the flows of its chunk are made.
/// </remarks>
internal static class SecurityGroupFlows
{
    private const ushort Plain = 74;
    private const ushort Conjunctive = 70;

    private const int Members = 1;
    private const int Services = 2;
    private const int Clauses = 2;

    /// <param name="isStateful">Whether the connections of a port are tracked.</param>
    public static IEnumerable<FlowBlock> Blocks(NodeView node, IReadOnlyList<LocalPort> ports, Func<LocalPort, bool> isStateful, FlowMemo memo)
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
        return MembersOf(node, members, conjunctions, memo).Prepend(new FlowBlock(flows.Values));

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

    private static IEnumerable<FlowBlock> MembersOf(
        NodeView node, IEnumerable<(string Group, int IpVersion, RuleDirection Direction, ushort LocalVlan)> named, ConjunctionIds conjunctions, FlowMemo memo)
    {
        foreach (var place in named.GroupBy(one => (one.Direction, one.LocalVlan, one.IpVersion)))
        {
            var (direction, vlan, version) = place.Key;
            var groups = place
                .Select(one => (Id: conjunctions.Of(one.Group, version, direction), Members: node.SecurityGroups.Find(one.Group)?.Members ?? []))
                .OrderBy(group => group.Id)
                .ToList();
            var blocks = groups is [var alone]
                ? alone.Members.Chunks.Select(chunk => memo.Of(
                    new FlowSource(chunk, vlan, alone.Id, (uint)(2 * version + (int)direction)),
                    () => chunk.Where(member => member.Version == version).Select(member => MemberFlow(direction, vlan, member, [alone.Id]))))
                : MembersOf(groups, direction, vlan, version, memo);
            foreach (var block in blocks)
                yield return block;
        }
    }

    // A member of several groups has one flow for all of them, so that no group's chunk has flows of its own.
    private static IEnumerable<FlowBlock> MembersOf(
        IEnumerable<(uint Id, IpPrefixSet Members)> groups, RuleDirection direction, ushort vlan, int version, FlowMemo memo)
    {
        var idsOf = new Dictionary<IpPrefix, uint[]>();
        foreach (var (id, members) in groups)
        {
            uint[] alone = [id];
            foreach (var member in members.Where(member => member.Version == version))
                idsOf[member] = idsOf.TryGetValue(member, out var others) ? [.. others, id] : alone;
        }
        foreach (var (member, ids) in idsOf)
        {
            // Who is in more than two groups is rare enough.
            yield return ids.Length > 2
                ? new FlowBlock([MemberFlow(direction, vlan, member, ids)])
                : memo.Of(new FlowSource(TableOf(direction), vlan, ids[0], ids.Length > 1 ? ids[1] : 0, Member: member), () => [MemberFlow(direction, vlan, member, ids)]);
        }
    }

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
