using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.SecurityGroups;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.State;
using Naru.Walk.Reach;
using Naru.Walk.Told;

namespace Naru.Walk.Specs;

/// <summary>What the API's objects mean, and what the flows and rules made of them do, is the same.</summary>
public sealed class AgreementSpecs
{
    private const int Networks = 3;
    private const int Ports = 5;

    private static readonly Gen<(string Direction, string? Protocol, int? Port, string? Remote)> Rule =
        from direction in Gen.OneOfConst("ingress", "egress")
        from what in Gen.OneOfConst<(string?, int?)>((null, null), ("icmp", null), ("tcp", null), ("tcp", 80), ("udp", 53))
        from remote in Gen.OneOfConst<string?>(null, null, "g0", "g1", "g2")
        select (direction, what.Item1, what.Item2, remote);

    private static readonly Gen<Instance> AnyInstance =
        from network in Gen.Int[0, Networks - 1]
        from host in Gen.OneOfConst(WalkCloud.Network, WalkCloud.Compute1, WalkCloud.Compute2)
        from groups in Gen.Int[0, 7]
        from isUp in Gen.Int[0, 9]
        from isSecure in Gen.Int[0, 7]
        select new Instance(network, host, groups, isUp > 0, isSecure > 0);

    private static readonly Gen<Topology> AnyTopology =
        from instances in AnyInstance.Array[Ports]
        from rules in Rule.Array[0, 4].Array[3]
        from stateless in Gen.Int[0, 7]
        from gateways in Gen.Bool.Array[Networks]
        from connected in Gen.Int[0, 7]
        from isRouterUp in Gen.Int[0, 5]
        from bridged in Gen.Int[0, 7]
        select new Topology(instances, rules, stateless == 0, gateways, connected, isRouterUp > 0, bridged);

    private static readonly Traffic[] Traffics = [Traffic.Ping, Traffic.TcpTo(80), Traffic.TcpTo(22), Traffic.UdpTo(53)];

    [Fact]
    public void A_walk_through_the_compiled_hosts_ends_as_the_rules_of_the_API_say() => AnyTopology.Sample(
        topology =>
        {
            using var cloud = new Built(topology);
            var state = cloud.State;
            foreach (var traffic in Traffics)
            {
                for (var from = 0; from < Ports; from++)
                {
                    var to = (from + 1 + traffic.DestinationPort) % Ports;
                    if (from == to)
                        continue;
                    var (sender, receiver) = (cloud.Port(from), cloud.Port(to));
                    var address = receiver.FixedIps[0].Address;
                    var walk = new Walker(state, _ => true).Walk(new Ends.WalkRequest(sender.Id, receiver.Id, traffic)).Unwrap();
                    var predicted = ReachModel.Predict(state, sender, receiver, address, traffic);
                    Assert.True(predicted == walk.Verdict, $"{traffic} vm{from} → vm{to}: predicted {predicted}\n{Telling.WalkText.Of(walk, Telling.WalkLanguage.English)}");
                }
            }
        },
        iter: 80,
        print: topology => topology.ToString());

    [Fact]
    public void The_sets_of_reach_hold_the_packets_that_arrive_and_no_others() => AnyTopology.Sample(
        topology =>
        {
            using var cloud = new Built(topology);
            var state = cloud.State;
            var map = new ReachMap(state);
            foreach (var (from, to) in Pairs)
            {
                var (sender, receiver) = (cloud.Port(from), cloud.Port(to));
                var pair = map.Between(new ReachEnd(sender), new ReachEnd(receiver));
                Assert.Null(pair.NotModelled);
                foreach (var traffic in Traffics)
                {
                    var predicted = ReachModel.Predict(state, sender, receiver, receiver.FixedIps[0].Address, traffic);
                    Assert.True((predicted is not Verdict.Dropped) == Has(pair.Flows, traffic), $"{traffic} vm{from} → vm{to}: {predicted}, {pair.Services}");
                }
            }
        },
        iter: 80,
        print: topology => topology.ToString());

    [Fact]
    public void A_difference_is_what_the_later_state_reaches_without_the_earlier_one() => Gen.Select(AnyTopology, Gen.Int[0, 99]).Sample(
        (topology, choice) =>
        {
            using var cloud = new Built(topology);
            var before = cloud.State;
            var difference = cloud.Try(state =>
            {
                var rules = state.In(SecurityGroupRuleTable.Table).All.ToList();
                var ports = state.In(PortTable.Table).All.Where(ReachMap.IsEnd).ToList();
                if (choice % 3 == 0 && rules.Count > 0)
                    state.Delete(SecurityGroupRuleTable.Table, rules[choice % rules.Count].Id);
                else if (choice % 3 == 1 && rules.Count > 0)
                    state.Update(SecurityGroupRuleTable.Table, rules[choice % rules.Count] with { RemoteGroupId = null, Protocol = "tcp", PortRangeMin = 20, PortRangeMax = 90 });
                else
                    state.Update(PortTable.Table, ports[choice % ports.Count] with { SecurityGroupIds = [.. ports[(choice + 1) % ports.Count].SecurityGroupIds] });
                var (was, becomes) = (new ReachMap(before), new ReachMap(state));
                var found = ReachDifference.Of(before, state, state.Changes, _ => true);
                foreach (var (from, to) in Pairs)
                {
                    var old = was.Between(new ReachEnd(cloud.Port(from)), new ReachEnd(cloud.Port(to))).Flows;
                    var now = becomes.Between(EndIn(state, cloud.Port(from)), EndIn(state, cloud.Port(to))).Flows;
                    foreach (var traffic in Traffics)
                    {
                        Assert.Equal(Has(now, traffic) && !Has(old, traffic), Has(Of(found.Gained, cloud.Port(from), cloud.Port(to)), traffic));
                        Assert.Equal(Has(old, traffic) && !Has(now, traffic), Has(Of(found.Lost, cloud.Port(from), cloud.Port(to)), traffic));
                    }
                }
                return found;
            });
            Assert.Empty(difference.NotModelled);
            Assert.Same(before, cloud.State);
        },
        iter: 80);

    private static IEnumerable<(int From, int To)> Pairs =>
        Enumerable.Range(0, Ports).SelectMany(from => Enumerable.Range(0, Ports).Where(to => to != from).Select(to => (from, to)));

    private static bool Has(IEnumerable<ReachFlow> flows, Traffic traffic) =>
        flows.Any(flow => flow.Services.Contains(traffic.Protocol, traffic.Protocol == Traffic.Icmp ? 8 << 8 : traffic.DestinationPort));

    private static IEnumerable<ReachFlow> Of(IEnumerable<ReachChange> changes, Port from, Port to) =>
        changes.Where(change => change.From.Id == from.Id && change.To.Id == to.Id).SelectMany(change => change.Flows);

    private static ReachEnd EndIn(IStateReader state, Port port) => new(state.In(PortTable.Table).Find(port.Id));

    private sealed record Instance(int Network, string Host, int Groups, bool IsUp, bool IsSecure);

    private sealed record Topology(
        Instance[] Instances, (string Direction, string? Protocol, int? Port, string? Remote)[][] Rules, bool IsStateless, bool[] HasGateway, int Connected, bool IsRouterUp, int Bridged);

    private sealed class Built : IDisposable
    {
        private readonly WalkCloud _cloud;

        public Built(Topology topology)
        {
            _cloud = WalkCloud.StartAsync().GetAwaiter().GetResult();
            _cloud.WriteAsync(state => Write(state, topology)).GetAwaiter().GetResult();
        }

        public Snapshot State => _cloud.Store.Current;

        public Port Port(int number) => State.In(PortTable.Table).Find(_cloud.Id($"vm{number}"))!; // It was written.

        public ReachDifference Try(Func<Transaction, ReachDifference> change) =>
            _cloud.Store.DryRun(new WriteContext("test", "test"), state => (Result<ReachDifference>)change(state), out _).Unwrap();

        public void Dispose() => _cloud.DisposeAsync().AsTask().GetAwaiter().GetResult();

        private void Write(Transaction state, Topology topology)
        {
            _cloud.AddHost(state, WalkCloud.Network, "172.29.0.10", "openflow");
            _cloud.AddHost(state, WalkCloud.Compute1, "172.29.0.11", "hybrid");
            _cloud.AddHost(state, WalkCloud.Compute2, "172.29.0.12", "openflow");
            foreach (var (number, host) in new[] { WalkCloud.Network, WalkCloud.Compute1, WalkCloud.Compute2 }.Index())
            {
                if ((topology.Bridged >> number & 1) != 0)
                    WalkCloud.MakeBridged(state, host);
            }
            _cloud.AddNetwork(state, "external", "203.0.113", "flat", null);
            for (var network = 0; network < Networks; network++)
            {
                _cloud.AddNetwork(state, $"n{network}", $"10.0.{network}", "vxlan", network + 1);
                if (topology.HasGateway[network])
                    continue;
                var id = _cloud.Id($"subnet n{network}");
                state.Update(SubnetTable.Table, state.In(SubnetTable.Table).Find(id)! with { GatewayIp = null }); // It was written.
            }
            var interfaces = Enumerable.Range(0, Networks).Where(network => (topology.Connected >> network & 1) != 0).Select(network => ($"n{network}", $"10.0.{network}.1"));
            _cloud.AddRouter(state, "r1", "external", "203.0.113.100", [.. interfaces]);
            var router = state.In(RouterTable.Table).Find(_cloud.Id("r1"))!; // It was written.
            state.Update(RouterTable.Table, router with { AdminStateUp = topology.IsRouterUp });
            for (var group = 0; group < topology.Rules.Length; group++)
                _cloud.AddGroup(state, $"g{group}", topology.Rules[group]);
            if (topology.IsStateless)
            {
                foreach (var group in state.In(SecurityGroupTable.Table).All.ToList())
                    state.Update(SecurityGroupTable.Table, group with { Stateful = false });
            }
            for (var number = 0; number < topology.Instances.Length; number++)
                Add(state, number, topology.Instances[number]);
        }

        private void Add(Transaction state, int number, Instance instance)
        {
            string[] groups = [.. Enumerable.Range(0, 3).Where(group => (instance.Groups >> group & 1) != 0).Select(group => $"g{group}")];
            _cloud.AddInstance(state, $"vm{number}", $"n{instance.Network}", $"10.0.{instance.Network}.{number + 10}", instance.Host, instance.IsSecure ? groups : []);
            var port = state.In(PortTable.Table).Find(_cloud.Id($"vm{number}"))!; // It was written.
            state.Update(PortTable.Table, port with
            {
                AdminStateUp = instance.IsUp,
                Status = instance.IsUp ? PortStatus.Active : PortStatus.Down,
                PortSecurityEnabled = instance.IsSecure,
            });
        }
    }
}
