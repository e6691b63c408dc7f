using System.Text.Json.Nodes;
using Naru.Lab.Checks;
using Naru.Lab.Cloud;
using Naru.Lab.Instances;
using Naru.Lab.Topology;

namespace Naru.Lab.Specs;

/// <summary>The course's cloud on bridges of the kernel, with real packets.</summary>
[Trait("Category", "Lab")]
[Collection(LinuxBridgeFixture.Collection)]
public sealed class LinuxBridgeSpecs(LinuxBridgeFixture cloud)
{
    private static ProgramLab Lab => LinuxBridgeFixture.Lab;

    [CloudFact]
    public void The_course_comes_up_and_every_check_with_packets_passes() => Assert.True(cloud.Up.ExitCode == 0, cloud.Up.Output);

    [CloudFact]
    public async Task A_running_ping_loses_nothing_while_agents_are_killed_and_come_back()
    {
        var ping = Lab.OnAsync("vm1", $"ping -q -i 0.01 -c 1000 {await AddressAsync("vm2")} || true");
        foreach (var host in Lab.State.Hosts.Where(host => host.Agent is not null))
            CloudFixture.Kill(host.Agent);
        var (code, output) = await Lab.NaruAsync("up", "--empty", "--port", Lab.Port);
        Assert.True(code == 0, output);
        Assert.Contains(" 0% packet loss", await ping);
    }

    [CloudFact]
    public async Task Arp_for_ports_of_other_hosts_is_answered_on_the_own_host()
    {
        var address = await AddressAsync("vm2");
        var wire = Lab.OnAsync("compute-1", "timeout 4 tcpdump -nni vxlan-1 arp 2>/dev/null || true");
        await Task.Delay(1000);
        await Lab.OnAsync("vm1", $"ip neighbour flush dev eth0; ping -c 1 -W 2 {address}");
        Assert.DoesNotContain($"who-has {address}", await wire);
    }

    [CloudFact]
    public Task The_firewall_comes_back() => Lab.ComesBackAsync("compute-1", "nft list tables", "nft flush ruleset");

    [CloudFact]
    public Task A_bridge_and_a_tunnel_come_back() => Lab.ComesBackAsync(
        "compute-2",
        "brctl show | awk '{ print $1, $NF }' | grep -o 'brq[^ ]*\\|tap.*\\|vxlan-.*' | sort; bridge fdb show | grep self | grep dst | sort",
        "ip link delete vxlan-1; ip link delete $(brctl show | grep -o 'brq[0-9a-f-]*' | tail -n 1)");

    [CloudFact]
    public async Task Two_instances_on_one_bridge_are_judged_by_both_their_groups()
    {
        using var client = await Lab.SignInAsync();
        var instances = new LabInstances(Lab.Directory, client);
        // 'app' lets members of 'web' in at port 80; vm2 is on the same host and no member.
        var near = await StartAsync(instances, new InstanceRequest("near", "compute-2") { Network = "internal", SecurityGroups = ["web"] });
        try
        {
            var (own, other) = (await AddressAsync("near"), await AddressAsync("vm2"));
            var server = Lab.OnAsync("vm2", "echo hello | timeout 15 nc -l -p 80 -q 1 || true");
            Assert.True(await CloudFixture.BecomesTrueAsync(async () => await Lab.OnAsync("near", $"nc -w 2 {other} 80 </dev/null || true") == "hello"));
            await server;
            // Nobody's group lets this in.
            Assert.Equal("", await Lab.OnAsync("near", $"nc -w 2 -z {other} 22 && echo open || true"));
            Assert.Equal("open", await Lab.OnAsync("near", $"ping -c 1 -W 2 {other} >/dev/null && echo open || true"));
            Assert.Equal("open", await Lab.OnAsync("vm2", $"ping -c 1 -W 2 {own} >/dev/null && echo open || true"));
        }
        finally
        {
            (await instances.RemoveAsync("near", default)).Unwrap();
        }
    }

    [CloudFact]
    public async Task A_port_on_a_vlan_is_bound_or_says_what_the_kernel_lacks()
    {
        using var client = await Lab.SignInAsync();
        var network = (await client.CreateAsync(CloudResources.Networks, new JsonObject
        {
            ["name"] = "tagged", ["provider:network_type"] = "vlan", ["provider:physical_network"] = "physnet1", ["provider:segmentation_id"] = 101,
        }, default)).Unwrap();
        var port = (await client.CreateAsync(CloudResources.Ports, new JsonObject
        {
            ["network_id"] = network.Id, ["binding:host_id"] = "compute-1", ["device_owner"] = "compute:nova",
        }, default)).Unwrap();
        if (port.HasFailedBinding)
            Assert.Contains("8021q", port.BindingFailure!);
        else
            Assert.True(Directory.Exists("/proc/net/vlan"));
        (await client.DeleteAsync(CloudResources.Ports, port.Id, default)).Unwrap();
        (await client.DeleteAsync(CloudResources.Networks, network.Id, default)).Unwrap();
    }

    [CloudFact]
    public async Task A_trunk_is_refused_with_the_reason_and_can_be_tried_again()
    {
        using var client = await Lab.SignInAsync();
        await using var scene = new Scene(Lab.Directory, client, (await Course.EnsureAsync(Lab.Directory, client, default)).Unwrap());
        for (var turn = 0; turn < 2; turn++)
            Assert.Contains("no trunks", (await TrunkChecks.Refused.RunAsync(scene, default)).Unwrap());
        Assert.Empty((await client.ListAsync(CloudResources.Trunks, "", default)).Unwrap());
        Assert.Empty((await client.ListAsync(CloudResources.Ports, "device_owner=trunk:subport", default)).Unwrap());
    }

    [CloudFact]
    public async Task A_port_sends_and_receives_what_its_policy_lets_it_and_marks_what_it_sends()
    {
        var scene = new QosScene(Lab);
        using var client = await Lab.SignInAsync();
        var policy = await QosScene.PolicyAsync(client);
        var vm1 = await scene.PortOfAsync(client, "vm1");
        await QosScene.SetAsync(client, CloudResources.Ports, vm1, policy);
        Assert.True(await CloudFixture.BecomesTrueAsync(async () =>
            (await Lab.OnAsync("compute-1", "nft list table bridge naru-qos; for tap in /sys/class/net/tap*; do tc qdisc show dev $(basename $tap); done")) is var seen
            && seen.Contains("limit rate over", StringComparison.Ordinal) && seen.Contains("qdisc htb", StringComparison.Ordinal)));
        await QosScene.AssertNearAsync(QosScene.EgressKilobits, () => scene.UploadAsync("vm1", "vm2"));
        await QosScene.AssertNearAsync(QosScene.IngressKilobits, () => scene.DownloadAsync("vm1", "vm2"));
        Assert.Contains("tos 0x68", await scene.SeenAsync("vm1", "vm2"), StringComparison.Ordinal);
        await QosScene.UnsetAsync(client, CloudResources.Ports, vm1, policy);
    }

    private static async Task<InstanceState> StartAsync(LabInstances instances, InstanceRequest request)
    {
        var instance = (await instances.StartAsync(request, default)).Unwrap();
        (await instances.WaitAsync(instance, default)).Unwrap();
        return instance;
    }

    private static Task<string> AddressAsync(string instance) => Lab.OnAsync(instance, "ip -4 -o addr show eth0 | sed -n 's/.*inet \\([0-9.]*\\).*/\\1/p'");
}
