using System.Text.Json.Nodes;
using Naru.Lab.Cloud;
using Naru.Lab.Instances;

namespace Naru.Lab.Specs;

/// <summary>An instance that moves to another host while it runs, as Compute moves it.</summary>
[Trait("Category", "Lab")]
[Collection(CloudFixture.Collection)]
public sealed class PortBindingSpecs
{
    private const string Network = "moving";
    private const string Address = "10.73.0.9";

    [CloudFact]
    public async Task Packets_go_to_the_host_whose_binding_is_active()
    {
        using var cloud = await CloudFixture.SignInAsync();
        var network = (await cloud.CreateAsync(CloudResources.Networks, new JsonObject { ["name"] = Network }, default)).Unwrap();
        (await cloud.CreateAsync(CloudResources.Subnets, new JsonObject { ["network_id"] = network.Id, ["ip_version"] = 4, ["cidr"] = "10.73.0.0/24" }, default)).Unwrap();
        var port = (await cloud.CreateAsync(CloudResources.Ports, new JsonObject
        {
            ["network_id"] = network.Id,
            ["fixed_ips"] = new JsonArray(new JsonObject { ["ip_address"] = Address }),
            ["device_owner"] = "compute:nova",
            ["binding:host_id"] = "compute-2",
        }, default)).Unwrap();
        var instances = new LabInstances(CloudFixture.Directory, cloud);
        var watcher = (await instances.StartAsync(new InstanceRequest("watcher", "compute-1") { Network = Network }, default)).Unwrap();
        (await instances.WaitAsync(watcher, default)).Unwrap();
        await PlugAsync("compute-2", port);
        Assert.True(await CloudFixture.BecomesTrueAsync(AnswersAsync));

        // The instance is about to arrive on the network host: plugged there, and not reached yet.
        var bindings = CloudFixture.Kind("binding", $"ports/{port.Id}/bindings");
        (await cloud.CreateAsync(bindings, new JsonObject { ["host"] = "network" }, default)).Unwrap();
        await PlugAsync("network", port);
        await CloudFixture.OnAsync("compute-2", "ip -n mover link set eth0 down");
        Assert.False(await AnswersAsync());

        (await cloud.UpdateAsync(bindings, "network/activate", [], default)).Unwrap();
        Assert.True(await CloudFixture.BecomesTrueAsync(AnswersAsync));
        Assert.True(await CloudFixture.BecomesTrueAsync(async () => (await cloud.ShowAsync(CloudResources.Ports, port.Id, default)).Unwrap().IsActive));

        // The host that it has left does not wire it any more.
        await CloudFixture.OnAsync("network", "ip -n mover link set eth0 down");
        await CloudFixture.OnAsync("compute-2", "ip -n mover link set eth0 up");
        Assert.False(await AnswersAsync());

        foreach (var host in (string[])["compute-2", "network"])
            await CloudFixture.OnAsync(host, $"ovs-vsctl del-port tap{port.Id[..11]}; ip netns delete mover");
        await instances.RemoveAsync("watcher", default);
        await cloud.DeleteAsync(CloudResources.Ports, port.Id, default);
        await cloud.DeleteAsync(CloudResources.Networks, network.Id, default);
    }

    private static async Task<bool> AnswersAsync() =>
        await CloudFixture.OnAsync("watcher", $"ping -c 1 -W 1 {Address} >/dev/null && echo yes || true") == "yes";

    // The instance is the same on both hosts, so its MAC and IP addresses are too.
    private static Task<string> PlugAsync(string host, CloudPort port) => CloudFixture.OnAsync(host, $"""
        set -e
        tap=tap{port.Id[..11]}
        ip netns add mover
        ip link add $tap mtu 1450 type veth peer name eth0 address {port.MacAddress} netns mover
        ip netns exec mover ethtool -K eth0 tx off >/dev/null
        ip -n mover link set eth0 up
        ip -n mover address add {Address}/24 dev eth0
        ip link set $tap up
        ovs-vsctl add-port br-int $tap -- set Interface $tap external_ids:iface-id={port.Id} 'external_ids:attached-mac="{port.MacAddress}"'
        """);
}
