using System.Text.Json;
using System.Text.Json.Nodes;
using Naru.Lab.Cloud;
using Naru.Lab.Instances;

namespace Naru.Lab.Specs;

/// <summary>A trunk on a real switch: tagged frames of one instance are ordinary frames of another network.</summary>
[Trait("Category", "Lab")]
[Collection(CloudFixture.Collection)]
public sealed class TrunkSpecs
{
    private const int Vlan = 100;

    private static readonly ResourceKind<JsonElement> Trunks = CloudFixture.Kind("trunk", "trunks");

    [CloudFact]
    public async Task A_subport_speaks_with_a_port_of_its_network_on_another_host_and_only_as_itself()
    {
        using var cloud = await CloudFixture.SignInAsync();
        var outer = await NetworkAsync(cloud, "trunk-outer", "10.71.0.0/24");
        var inner = await NetworkAsync(cloud, "trunk-inner", "10.72.0.0/24");
        var parent = await PortAsync(cloud, outer);
        var sub = await PortAsync(cloud, inner);
        var trunk = (await cloud.CreateAsync(Trunks, new JsonObject
        {
            ["port_id"] = parent.Id,
            ["sub_ports"] = new JsonArray(new JsonObject { ["port_id"] = sub.Id, ["segmentation_type"] = "vlan", ["segmentation_id"] = Vlan }),
        }, default)).Unwrap().GetProperty("id").GetString()!;
        var instances = new LabInstances(CloudFixture.Directory, cloud);
        // A hybrid host: a trunk's ports are guarded by flows there, too.
        var carrier = (await instances.StartAsync(new InstanceRequest("carrier", "compute-1") { Port = parent.Id }, default)).Unwrap();
        var peer = (await instances.StartAsync(new InstanceRequest("peer", "compute-2") { Network = inner }, default)).Unwrap();
        var leases = (Carrier: (await instances.WaitAsync(carrier, default)).Unwrap(), Peer: (await instances.WaitAsync(peer, default)).Unwrap());
        Assert.StartsWith("10.71.0.", leases.Carrier.Address);
        var peerAddress = leases.Peer.Address.Split('/')[0];
        var address = sub.FixedIps[0].IpAddress;
        Assert.Equal("ACTIVE", await StatusAsync(cloud, trunk));

        Assert.Equal("answers", await SpeakAsync(Vlan, sub.MacAddress, address, peerAddress, 20));
        // Neither another tag nor another sender gets through.
        Assert.Equal("silent", await SpeakAsync(Vlan + 1, sub.MacAddress, address, peerAddress, 3));
        Assert.Equal("silent", await SpeakAsync(Vlan, "02:00:00:00:0b:ad", address, peerAddress, 3));

        // What comes to the subport reaches the instance with its tag.
        await CloudFixture.OnAsync("carrier", Run(Vlan, sub.MacAddress, address, "answer") + " >/dev/null 2>&1 &");
        Assert.True(await CloudFixture.BecomesTrueAsync(async () =>
            await CloudFixture.OnAsync("peer", $"ping -c 1 -W 1 {address} >/dev/null && echo yes || true") == "yes"));

        await instances.RemoveAsync("carrier", default);
        await instances.RemoveAsync("peer", default);
        Assert.Equal("DOWN", await StatusAsync(cloud, trunk));
        Assert.True(await CloudFixture.BecomesTrueAsync(async () => !(await CloudFixture.OnAsync("compute-1", "ovs-vsctl list-br")).Contains("tbr-")));
        Assert.True((await cloud.DeleteAsync(Trunks, trunk, default)).Succeeded);
    }

    private static Task<string> SpeakAsync(int vlan, string mac, string address, string target, int seconds) =>
        CloudFixture.OnAsync("carrier", Run(vlan, mac, address, $"ping {target} {seconds}"));

    private static string Run(int vlan, string mac, string address, string what) =>
        $"python3 -c '{TaggedSpeaker.Program}' {vlan} {mac} {address} {what}";

    private static async Task<string> StatusAsync(CloudClient cloud, string trunk) =>
        (await cloud.ShowAsync(Trunks, trunk, default)).Unwrap().GetProperty("status").GetString()!;

    private static async Task<string> NetworkAsync(CloudClient cloud, string name, string block)
    {
        var network = (await cloud.CreateAsync(CloudResources.Networks, new JsonObject { ["name"] = name }, default)).Unwrap();
        (await cloud.CreateAsync(CloudResources.Subnets, new JsonObject { ["network_id"] = network.Id, ["ip_version"] = 4, ["cidr"] = block }, default)).Unwrap();
        return network.Id;
    }

    private static async Task<CloudPort> PortAsync(CloudClient cloud, string network) =>
        (await cloud.CreateAsync(CloudResources.Ports, new JsonObject { ["network_id"] = network }, default)).Unwrap();
}
