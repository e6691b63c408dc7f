namespace Naru.Lab.Specs;

/// <summary>The course's cloud on real packets, and what it survives.</summary>
[Trait("Category", "Lab")]
[Collection(CloudFixture.Collection)]
public sealed class CloudSpecs(CloudFixture cloud)
{
    private const string InstanceDevice = "ovs-vsctl list-ports br-int | grep -E '^(tap|qvo)' | head -n 1";

    [CloudFact]
    public void The_course_comes_up_and_every_check_with_packets_passes() =>
        Assert.True(cloud.Up.ExitCode == 0, cloud.Up.Output);

    [CloudFact]
    public async Task A_second_up_finds_everything_in_place()
    {
        var (code, output) = await CloudFixture.BringUpAsync();
        Assert.True(code == 0, output);
    }

    [CloudFact]
    public async Task A_running_ping_loses_nothing_while_server_and_agents_are_killed_and_come_back()
    {
        var target = await CloudFixture.OnAsync("vm2", "ip -4 -o addr show eth0 | sed -n 's/.*inet \\([0-9.]*\\).*/\\1/p'");
        var ping = CloudFixture.OnAsync("vm1", $"ping -q -i 0.01 -c 1200 {target} || true");
        var state = CloudFixture.State;
        foreach (var host in state.Hosts.Where(host => host.Agent is not null))
            CloudFixture.Kill(host.Agent);
        CloudFixture.Kill(state.Server);
        var (code, output) = await CloudFixture.RepairAsync();
        Assert.True(code == 0, output);
        Assert.Contains(" 0% packet loss", await ping);
    }

    [CloudFact]
    public Task Flows_that_were_deleted_come_back() =>
        ComesBackAsync("compute-2", "ovs-ofctl -O OpenFlow13 dump-flows br-int | wc -l", "ovs-ofctl -O OpenFlow13 del-flows br-int");

    [CloudFact]
    public Task The_firewall_of_a_linux_bridge_comes_back() =>
        ComesBackAsync("compute-1", "nft list tables", "nft flush ruleset");

    [CloudFact]
    public Task The_translation_of_a_router_comes_back() => ComesBackAsync(
        "network",
        "ip netns exec $(ip netns list | grep -o 'qrouter-[0-9a-f-]*') nft list tables",
        "ip netns exec $(ip netns list | grep -o 'qrouter-[0-9a-f-]*') nft flush ruleset");

    [CloudFact]
    public Task A_namespace_comes_back() => ComesBackAsync(
        "network", "ip netns list | grep -o 'qdhcp-[0-9a-f-]*' | sort", "ip netns delete $(ip netns list | grep -o 'qdhcp-[0-9a-f-]*' | head -n 1)");

    [CloudFact]
    public Task The_port_of_an_instance_comes_back() =>
        ComesBackAsync("compute-2", "ovs-vsctl list-ports br-int | sort", $"ovs-vsctl del-port br-int $({InstanceDevice})");

    [CloudFact]
    public async Task A_switch_that_was_killed_is_programmed_again()
    {
        await CloudFixture.OnAsync("compute-2", "kill -9 $(cat /run/openvswitch/ovs-vswitchd.pid)");
        Assert.Equal(0, (await CloudFixture.RepairAsync()).ExitCode);
        Assert.True(await CloudFixture.BecomesTrueAsync(async () =>
            await CloudFixture.OnAsync("vm1", "ping -c 1 -W 1 vm2 >/dev/null && echo yes || true") == "yes"));
    }

    private static Task ComesBackAsync(string host, string look, string remove) => CloudFixture.Lab.ComesBackAsync(host, look, remove);
}
