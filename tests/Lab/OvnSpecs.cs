using Naru.Lab.Cloud;
using Naru.Lab.Hosts;
using Naru.Lab.Processes;

namespace Naru.Lab.Specs;

/// <summary>The course's cloud on OVN, with its databases as a raft cluster on three hosts, and with real packets.</summary>
[Trait("Category", "Lab")]
[Collection(OvnFixture.Collection)]
public sealed class OvnSpecs(OvnFixture cloud)
{
    private static ProgramLab Lab => OvnFixture.Lab;

    [OvnFact]
    public void Every_scenario_of_the_matrix_holds_with_trunks_IPv6_and_what_instances_must_not_send() => Assert.True(cloud.Up.ExitCode == 0, cloud.Up.Output);

    [OvnFact]
    public async Task Chassis_are_agents_and_ports_are_active()
    {
        using var client = await Lab.SignInAsync();
        var agents = (await client.ListAsync(CloudResources.Agents, "", default)).Unwrap();
        // ovn-controller and the metadata agent of each.
        Assert.Equal(
            "compute-1 compute-1 compute-2 compute-2 network network",
            string.Join(' ', agents.Where(agent => agent.Alive).Select(agent => agent.Host).Order(StringComparer.Ordinal)));
        var ports = (await client.ListAsync(CloudResources.Ports, "", default)).Unwrap();
        Assert.All(ports.Where(port => port.DeviceOwner is not ("" or "network:floatingip")), port => Assert.True(port.IsActive, $"{port.Id} {port.DeviceOwner} {port.Status}"));
    }

    [OvnFact]
    public async Task A_floating_ip_leaves_and_enters_at_the_host_of_its_instance()
    {
        var mac = await Lab.OnAsync("outside", "ping -c 1 -W 5 203.0.113.101 >/dev/null; ip neighbour show 203.0.113.101 | sed -n 's/.*lladdr \\([0-9a-f:]*\\).*/\\1/p'");
        var wire = Lab.OnAsync("compute-1", $"timeout 5 tcpdump -nnei eth1 -c 1 ether dst {mac} and icmp 2>/dev/null || true");
        await Task.Delay(1000);
        await Lab.OnAsync("outside", "ping -c 2 -W 5 203.0.113.101");
        Assert.Contains("203.0.113.101: ICMP echo request", await wire);
    }

    [OvnFact]
    public async Task A_port_deleted_by_hand_comes_back_and_the_log_says_so()
    {
        var port = Lab.State.Instances.First(instance => instance.Name == "vm2").Port.Id;
        await Lab.OnAsync("network", $"ovn-nbctl --db={OvnCentral.Northbound(Lab.Directory, Lab.State.OvnMembers)} lsp-del {port}");
        var address = await AddressAsync("vm2");
        Assert.True(await CloudFixture.BecomesTrueAsync(async () => await Lab.OnAsync("vm1", $"ping -c 1 -W 1 {address} >/dev/null && echo yes || true") == "yes"));
        Assert.Contains("was changed by somebody else", await File.ReadAllTextAsync(Lab.Directory.ServerLog));
    }

    [OvnFact]
    public Task The_guard_before_its_flows_comes_back_after_they_were_cleared() => Lab.ComesBackAsync(
        "compute-2", "ovs-ofctl dump-flows --no-stats br-int table=0 | grep icmp_type=134 | sort", "ovs-ofctl del-flows br-int table=0,icmp6");

    [OvnFact]
    public async Task Packets_go_on_while_northd_and_the_controllers_are_killed_and_come_back()
    {
        var ping = Lab.OnAsync("vm1", $"ping -q -i 0.02 -c 500 {await AddressAsync("vm2")} || true");
        foreach (var host in Lab.State.Hosts.Where(host => host.Host.Role is not HostRole.Outside))
        {
            var shell = LabTargets.Host(Lab.Directory, host.Host.Name).Unwrap();
            CloudFixture.Kill(OvnCentral.Find(shell, OvnCentral.Northd, OvnCentral.Northd));
            CloudFixture.Kill(OvnCentral.Find(shell, OvnController.Program, OvnController.Program));
        }
        Assert.Contains(" 0% packet loss", await ping);
        var (code, output) = await Lab.NaruAsync("up", "--port", Lab.Port);
        Assert.True(code == 0, output);
    }

    [OvnFact]
    public async Task Nothing_acknowledged_is_lost_when_the_leader_of_the_databases_is_killed_under_load()
    {
        using var client = await Lab.SignInAsync();
        var leader = await LeaderAsync();
        var made = new List<string>();
        var ping = Lab.OnAsync("vm1", $"ping -q -i 0.02 -c 500 {await AddressAsync("vm2")} || true");
        for (var number = 0; number < 40; number++)
        {
            if (number == 10)
                CloudFixture.Kill(Database(leader));
            made.Add((await client.CreateAsync(CloudResources.Networks, new() { ["name"] = $"under-load-{number}" }, default)).Unwrap().Id);
        }
        Assert.True(await CloudFixture.BecomesTrueAsync(async () =>
        {
            var networks = await Lab.OnAsync(leader == "network" ? "compute-1" : "network",
                $"ovn-nbctl --db={OvnCentral.Northbound(Lab.Directory, Lab.State.OvnMembers)} --bare --columns=name list Logical_Switch || true");
            return made.TrueForAll(id => networks.Contains($"neutron-{id}", StringComparison.Ordinal));
        }));
        Assert.Contains(" 0% packet loss", await ping);
        foreach (var network in made)
            (await client.DeleteAsync(CloudResources.Networks, network, default)).Unwrap();
        var (code, output) = await Lab.NaruAsync("up", "--empty", "--port", Lab.Port);
        Assert.True(code == 0, output);
    }

    private static ProcessIdentity? Database(string host) =>
        OvnCentral.Find(LabTargets.Host(Lab.Directory, host).Unwrap(), OvnCentral.NorthboundServer, "ovsdb-server");

    private static async Task<string> LeaderAsync()
    {
        foreach (var member in Lab.State.OvnMembers)
        {
            if ((await Lab.OnAsync(member.Name, "ovs-appctl -t /run/ovn/ovnnb_db.ctl cluster/status OVN_Northbound")).Contains("Role: leader", StringComparison.Ordinal))
                return member.Name;
        }
        throw new InvalidOperationException("No member leads.");
    }

    private static Task<string> AddressAsync(string instance) => Lab.OnAsync(instance, "ip -4 -o addr show eth0 | sed -n 's/.*inet \\([0-9.]*\\).*/\\1/p'");
}
