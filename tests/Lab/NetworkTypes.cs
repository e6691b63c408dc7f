using System.Text.Json.Nodes;
using Naru.Lab.Cloud;
using Naru.Lab.Instances;

namespace Naru.Lab.Specs;

/// <summary>Types of networks that the scenarios do not have, and networks whose addresses overlap, in a cloud with the course's topology.</summary>
internal sealed class NetworkTypes(ProgramLab lab)
{
    private const int Vlan = 220;

    /// <param name="answer">Whether an instance on another host answers: <c>yes</c> or <c>no</c>.</param>
    public async Task LocalAsync(string answer)
    {
        using var cloud = await lab.SignInAsync();
        var network = await NetworkAsync(cloud, """{"name": "local", "provider:network_type": "local"}""", "10.77.0.0/24", dhcp: false);
        var instances = new LabInstances(lab.Directory, cloud);
        await StartAsync(cloud, instances, "near", "compute-2", network, "10.77.0.10", "10.77.0.10/24");
        await StartAsync(cloud, instances, "nearer", "compute-2", network, "10.77.0.11", "10.77.0.11/24");
        await StartAsync(cloud, instances, "far", "compute-1", network, "10.77.0.12", "10.77.0.12/24");

        Assert.True(await ReachesAsync("near", "10.77.0.11"));
        Assert.Equal(answer, await PingAsync("near", "10.77.0.12"));
        await RemoveAsync(cloud, instances, network, "near", "nearer", "far");
    }

    public async Task FlatReachesTheOutsideAsync()
    {
        using var cloud = await lab.SignInAsync();
        var external = (await cloud.FindAsync(CloudResources.Networks, "external", default)).Unwrap().Id;
        var instances = new LabInstances(lab.Directory, cloud);
        await StartAsync(cloud, instances, "direct", "compute-2", external, "203.0.113.60", "203.0.113.60/24");
        Assert.True(await ReachesAsync("direct", "203.0.113.1"));
        await instances.RemoveAsync("direct", default);
        await DeletePortsAsync(cloud, "direct");
    }

    public async Task VlanIsSharedWithTheOutsideAsync()
    {
        using var cloud = await lab.SignInAsync();
        var network = await NetworkAsync(cloud, $$"""
            {"name": "shared-vlan", "provider:network_type": "vlan", "provider:physical_network": "physnet1", "provider:segmentation_id": {{Vlan}}}
            """, "10.76.0.0/24", dhcp: false);
        var instances = new LabInstances(lab.Directory, cloud);
        await StartAsync(cloud, instances, "tagged", "compute-1", network, "10.76.0.10", "10.76.0.10/24");

        const string Speaker = "02:00:00:00:07:60";
        await lab.OnAsync("outside", $"{TaggedSpeaker.Command("eth1", Vlan, Speaker, "10.76.0.99")} >/dev/null 2>&1 &");
        Assert.True(await ReachesAsync("tagged", "10.76.0.99"));
        await RemoveAsync(cloud, instances, network, "tagged");
    }

    public async Task TwinsDoNotHearEachOtherAsync()
    {
        using var cloud = await lab.SignInAsync();
        var first = await NetworkAsync(cloud, """{"name": "twin-1"}""", "10.78.0.0/24", dhcp: true);
        var second = await NetworkAsync(cloud, """{"name": "twin-2"}""", "10.78.0.0/24", dhcp: true);
        var instances = new LabInstances(lab.Directory, cloud);
        await StartAsync(cloud, instances, "one", "compute-1", first, "10.78.0.10", null);
        await StartAsync(cloud, instances, "other", "compute-1", second, "10.78.0.10", null);
        await StartAsync(cloud, instances, "asking", "compute-2", first, "10.78.0.11", null);

        var seen = lab.OnAsync("one", "timeout 15 tcpdump -c 1 -n -i eth0 icmp and src 10.78.0.11 2>/dev/null || true");
        var overheard = lab.OnAsync("other", "timeout 15 tcpdump -c 1 -n -i eth0 icmp or arp host 10.78.0.11 2>/dev/null || true");
        Assert.True(await ReachesAsync("asking", "10.78.0.10"));
        await lab.OnAsync("asking", "ping -q -i 0.2 -c 10 10.78.0.10 || true");
        Assert.Contains("10.78.0.11", await seen, StringComparison.Ordinal);
        Assert.Equal("", await overheard);
        await instances.RemoveAsync("asking", default);
        await RemoveAsync(cloud, instances, second, "other");
        await RemoveAsync(cloud, instances, first, "one");
        await DeletePortsAsync(cloud, "asking");
    }

    private static async Task<string> NetworkAsync(CloudClient cloud, string values, string block, bool dhcp)
    {
        var network = (await cloud.CreateAsync(CloudResources.Networks, JsonNode.Parse(values)!.AsObject(), default)).Unwrap();
        (await cloud.CreateAsync(CloudResources.Subnets, new JsonObject
        {
            ["network_id"] = network.Id, ["ip_version"] = 4, ["cidr"] = block, ["enable_dhcp"] = dhcp,
        }, default)).Unwrap();
        return network.Id;
    }

    /// <param name="configured">The address to configure by hand, with its length; null: DHCP does.</param>
    private async Task StartAsync(
        CloudClient cloud, LabInstances instances, string name, string host, string network, string address, string? configured)
    {
        var port = (await cloud.CreateAsync(CloudResources.Ports, new JsonObject
        {
            ["name"] = name, ["network_id"] = network, ["fixed_ips"] = new JsonArray(new JsonObject { ["ip_address"] = address }),
        }, default)).Unwrap();
        var instance = (await instances.StartAsync(new InstanceRequest(name, host) { Port = port.Id }, default)).Unwrap();
        if (configured is null)
            Assert.StartsWith(address, (await instances.WaitAsync(instance, default)).Unwrap().Address, StringComparison.Ordinal);
        else
            await lab.OnAsync(name, $"ethtool -K eth0 tx off >/dev/null; ip address add {configured} dev eth0; ip link set eth0 up");
    }

    private Task<bool> ReachesAsync(string from, string to) => CloudFixture.BecomesTrueAsync(async () => await PingAsync(from, to) == "yes");

    private Task<string> PingAsync(string from, string to) => lab.OnAsync(from, $"ping -c 1 -W 1 {to} >/dev/null && echo yes || echo no");

    private static async Task RemoveAsync(CloudClient cloud, LabInstances instances, string network, params string[] names)
    {
        foreach (var name in names)
        {
            await instances.RemoveAsync(name, default);
            await DeletePortsAsync(cloud, name);
        }
        await cloud.DeleteAsync(CloudResources.Networks, network, default);
    }

    private static async Task DeletePortsAsync(CloudClient cloud, string name)
    {
        foreach (var port in (await cloud.ListAsync(CloudResources.Ports, $"name={name}", default)).Unwrap())
            Assert.True((await cloud.DeleteAsync(CloudResources.Ports, port.Id, default)).Succeeded);
    }
}
