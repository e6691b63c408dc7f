using Naru.Network;
using Naru.Network.Ports;
using Naru.Network.SecurityGroups;
using Naru.Primitives;
using Naru.State;

namespace Naru.Walk.Bench;

/// <summary>The ports of a <see cref="LargeCloud"/> in many security groups: each in one of its own kind and in the one of all.</summary>
internal static class GroupedCloud
{
    public const int Ports = 1000;
    public const int Groups = 200;

    /// <summary>Lets one UDP port in, to the ports of one group.</summary>
    public static readonly string RuleOfOneGroup = RuleId(7, 0);

    /// <summary>Lets TCP in from every port to every port.</summary>
    public const string RuleOfAll = "80000000-0000-4000-8000-000000000002";

    public static async Task<Store> WriteAsync()
    {
        var store = await Store.OpenAsync(new Schema(NetworkTables.All), new MemoryJournal(), TimeProvider.System);
        await LargeCloud.WriteAsync(store, Ports);
        (await store.WriteAsync(new WriteContext("bench", "bench"), Result<Done> (state) =>
        {
            Write(state);
            return Done.Ok;
        })).Unwrap();
        return store;
    }

    private static void Write(Transaction state)
    {
        for (var group = 0; group < Groups; group++)
        {
            state.Insert(SecurityGroupTable.Table, new SecurityGroup { Id = GroupId(group), Name = $"g{group}", ProjectId = "p" });
            AddRule(state, group, 0, "udp", 22, null, "10.0.0.0/8");
            AddRule(state, group, 1, "udp", 80, GroupId((group + 1) % Groups), null);
            AddRule(state, group, 2, "udp", 53, null, null);
        }
        var number = 0;
        foreach (var port in state.In(PortTable.Table).All.Where(port => !port.IsNetworkDevice).ToList())
            state.Update(PortTable.Table, port with { SecurityGroupIds = [.. port.SecurityGroupIds, GroupId(number++ % Groups)] });
    }

    private static void AddRule(Transaction state, int group, int number, string protocol, int port, string? remote, string? block) =>
        state.Insert(SecurityGroupRuleTable.Table, new SecurityGroupRule
        {
            Id = RuleId(group, number),
            ProjectId = "p",
            SecurityGroupId = GroupId(group),
            Direction = RuleDirection.Ingress,
            Protocol = protocol,
            PortRangeMin = port,
            PortRangeMax = port,
            RemoteGroupId = remote,
            RemoteIpPrefix = block,
        });

    private static string GroupId(int group) => $"71000000-0000-4000-8000-{group:x12}";

    private static string RuleId(int group, int number) => $"8100000{number}-0000-4000-8000-{group:x12}";
}
