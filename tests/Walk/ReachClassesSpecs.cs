using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.SecurityGroups;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Walk.Reach;

namespace Naru.Walk.Specs;

/// <summary>What classes of ports say of a pair is what is said of the pair by itself.</summary>
public sealed class ReachClassesSpecs
{
    private const int Ports = 10;

    private sealed record Instance(int Network, int Address, string Host, int Groups, bool IsUp, bool HasPair);

    private static readonly Gen<Instance> AnyInstance =
        from network in Gen.Int[0, 2]
        from address in Gen.Int[10, 200]
        from host in Gen.OneOfConst(WalkCloud.Network, WalkCloud.Compute1, WalkCloud.Compute2)
        from groups in Gen.Int[0, 7]
        from isUp in Gen.Int[0, 9]
        from hasPair in Gen.Int[0, 4]
        select new Instance(network, address, host, groups, isUp > 0, hasPair == 0);

    private static readonly Gen<(string Direction, int? Port, string? Remote, string? Block)> AnyRule =
        from direction in Gen.OneOfConst("ingress", "egress", "egress")
        from port in Gen.OneOfConst<int?>(null, 80, 22)
        from remote in Gen.OneOfConst<(string?, string?)>((null, null), ("g0", null), ("g1", null), (null, "10.0.0.0/16"), (null, "10.0.1.64/26"), (null, "10.0.0.128/25"))
        select (direction, port, remote.Item1, remote.Item2);

    [Fact]
    public void A_pair_reaches_what_its_classes_do()
    {
        var compared = 0;
        Gen.Select(
            AnyInstance.Array[Ports], AnyRule.Array[1, 5].Array[3], Gen.OneOfConst("vxlan", "local", "flat"), Gen.Bool, Gen.Int[0, 3]).Sample(
            (instances, rules, type, hasTunnel, routes) =>
            {
                using var cloud = new Built(instances, rules, type, hasTunnel, routes);
                var state = cloud.Cloud.Store.Current;
                var ports = state.In(PortTable.Table).All.Where(ReachMap.IsEnd).ToList();
                var map = new ReachMap(state);
                var classes = map.ClassesOf(ports);
                foreach (var from in ports)
                {
                    foreach (var to in ports.Where(to => to.Id != from.Id))
                    {
                        if (classes.Find(from.Id) is not { } sender || classes.Find(to.Id) is not { } receiver || classes.Between(sender, receiver) is not { } services)
                            continue;
                        var pair = map.Between(new ReachEnd(from), new ReachEnd(to));
                        Interlocked.Increment(ref compared);
                        Assert.Null(pair.NotModelled);
                        Assert.True(services.IsSameAs(pair.Services), $"{from.Name} → {to.Name}: {services} by classes, {pair.Services} by itself");
                    }
                }
            },
            iter: 60);
        Assert.True(compared > 0, "No pair had classes, so none was compared.");
    }

    private sealed class Built : IDisposable
    {
        public Built(Instance[] instances, (string Direction, int? Port, string? Remote, string? Block)[][] rules, string type, bool hasTunnel, int routes)
        {
            Cloud = WalkCloud.StartAsync().GetAwaiter().GetResult();
            Cloud.WriteAsync(state =>
            {
                Cloud.AddHost(state, WalkCloud.Network, "172.29.0.10", "openflow");
                Cloud.AddHost(state, WalkCloud.Compute1, "172.29.0.11", "openflow");
                Cloud.AddHost(state, WalkCloud.Compute2, "172.29.0.12", "openflow");
                if (!hasTunnel)
                    state.Update(NodeTable.Table, state.In(NodeTable.Table).Find(WalkCloud.Compute2)! with { TunnelAddress = null }); // It was written.
                Cloud.AddNetwork(state, "n0", "10.0.0", "vxlan", 1);
                Cloud.AddNetwork(state, "n1", "10.0.1", type, type == "vxlan" ? 2 : null);
                Cloud.AddNetwork(state, "n2", "10.0.2", "vxlan", 3);
                Cloud.AddRouter(state, "r1", null, "", ("n0", "10.0.0.1"), ("n1", "10.0.1.1"));
                var router = state.In(RouterTable.Table).Find(Cloud.Id("r1"))!; // It was written.
                if (routes == 1)
                    state.Update(RouterTable.Table, router with { Routes = [new HostRoute(IpPrefix.Parse("10.0.1.128/25"), IpAddress.Parse("10.0.0.9"))] });
                var groups = rules.Select((_, number) => $"g{number}").ToList();
                foreach (var group in groups)
                    Cloud.AddGroup(state, group);
                foreach (var (number, list) in rules.Index())
                {
                    foreach (var (index, rule) in list.Index())
                    {
                        state.Insert(SecurityGroupRuleTable.Table, new SecurityGroupRule
                        {
                            Id = Cloud.Id($"r{number} {index}"),
                            ProjectId = "p",
                            SecurityGroupId = Cloud.Id($"g{number}"),
                            Direction = rule.Direction == "egress" ? RuleDirection.Egress : RuleDirection.Ingress,
                            Protocol = rule.Port is null ? null : "tcp",
                            PortRangeMin = rule.Port,
                            PortRangeMax = rule.Port,
                            RemoteGroupId = rule.Remote is { } remote ? Cloud.Id(remote) : null,
                            RemoteIpPrefix = rule.Block,
                        });
                    }
                }
                foreach (var (number, instance) in instances.Index())
                {
                    string[] own = [.. groups.Where((_, group) => (instance.Groups >> group & 1) != 0)];
                    Cloud.AddInstance(state, $"vm{number}", $"n{instance.Network}", $"10.0.{instance.Network}.{instance.Address / 10 * 10 + number}", instance.Host, own);
                    var port = state.In(PortTable.Table).Find(Cloud.Id($"vm{number}"))!; // It was written.
                    state.Update(PortTable.Table, port with
                    {
                        AdminStateUp = instance.IsUp,
                        AllowedAddressPairs = instance.HasPair ? [new AllowedAddressPair(IpPrefix.Parse("10.0.0.64/26"), null)] : [],
                    });
                }
            }).GetAwaiter().GetResult();
        }

        public WalkCloud Cloud { get; }

        public void Dispose() => Cloud.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
