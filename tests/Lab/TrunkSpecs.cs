using System.Text.Json.Nodes;
using Naru.Lab.Checks;
using Naru.Lab.Cloud;
using Naru.Lab.Instances;
using Naru.Lab.Topology;

namespace Naru.Lab.Specs;

/// <summary>A trunk on a real switch: tagged frames of one instance are ordinary frames of another network.</summary>
[Trait("Category", "Lab")]
[Collection(CloudFixture.Collection)]
public sealed class TrunkSpecs
{
    private const int Vlan = 100;

    [CloudFact]
    public async Task A_subport_speaks_with_a_port_of_its_network_on_another_host_and_only_as_itself()
    {
        using var cloud = await CloudFixture.SignInAsync();
        await using var scene = new Scene(CloudFixture.Directory, cloud, (await Course.EnsureAsync(CloudFixture.Directory, cloud, default)).Unwrap());
        // From a hybrid host: a trunk's ports are guarded by flows there, too.
        Assert.Equal("compute-1", scene.Course.Vm1.Host);
        Assert.Equal("compute-2", scene.Course.Vm2.Host);
        (await TrunkChecks.Carried.RunAsync(scene, default)).Unwrap();
    }

    [CloudFact]
    public async Task What_comes_to_a_subport_reaches_the_instance_with_its_tag_and_the_trunk_is_down_when_the_instance_is_gone()
    {
        using var cloud = await CloudFixture.SignInAsync();
        var outer = await NetworkAsync(cloud, "trunk-outer", "10.71.0.0/24");
        var inner = await NetworkAsync(cloud, "trunk-inner", "10.72.0.0/24");
        var parent = await PortAsync(cloud, outer);
        var sub = await PortAsync(cloud, inner);
        var trunk = (await cloud.CreateAsync(CloudResources.Trunks, new JsonObject
        {
            ["port_id"] = parent.Id,
            ["sub_ports"] = new JsonArray(new JsonObject { ["port_id"] = sub.Id, ["segmentation_type"] = "vlan", ["segmentation_id"] = Vlan }),
        }, default)).Unwrap().Id;
        var instances = new LabInstances(CloudFixture.Directory, cloud);
        var carrier = (await instances.StartAsync(new InstanceRequest("carrier", "compute-1") { Port = parent.Id }, default)).Unwrap();
        var peer = (await instances.StartAsync(new InstanceRequest("peer", "compute-2") { Network = inner }, default)).Unwrap();
        Assert.StartsWith("10.71.0.", (await instances.WaitAsync(carrier, default)).Unwrap().Address);
        (await instances.WaitAsync(peer, default)).Unwrap();
        var address = sub.FixedIps[0].IpAddress;
        Assert.Equal("ACTIVE", await StatusAsync(cloud, trunk));

        await CloudFixture.OnAsync("carrier", $"{TaggedSpeaker.Command("eth0", Vlan, sub.MacAddress, address)} >/dev/null 2>&1 &");
        Assert.True(await CloudFixture.BecomesTrueAsync(async () =>
            await CloudFixture.OnAsync("peer", $"ping -c 1 -W 1 {address} >/dev/null && echo yes || true") == "yes"));

        await instances.RemoveAsync("carrier", default);
        await instances.RemoveAsync("peer", default);
        Assert.Equal("DOWN", await StatusAsync(cloud, trunk));
        Assert.True(await CloudFixture.BecomesTrueAsync(async () => !(await CloudFixture.OnAsync("compute-1", "ovs-vsctl list-br")).Contains("tbr-")));
        Assert.True((await cloud.DeleteAsync(CloudResources.Trunks, trunk, default)).Succeeded);
    }

    private static async Task<string> StatusAsync(CloudClient cloud, string trunk) =>
        (await cloud.ShowAsync(CloudResources.Trunks, trunk, default)).Unwrap().Status;

    private static async Task<string> NetworkAsync(CloudClient cloud, string name, string block)
    {
        var network = (await cloud.CreateAsync(CloudResources.Networks, new JsonObject { ["name"] = name }, default)).Unwrap();
        (await cloud.CreateAsync(CloudResources.Subnets, new JsonObject { ["network_id"] = network.Id, ["ip_version"] = 4, ["cidr"] = block }, default)).Unwrap();
        return network.Id;
    }

    private static async Task<CloudPort> PortAsync(CloudClient cloud, string network) =>
        (await cloud.CreateAsync(CloudResources.Ports, new JsonObject { ["network_id"] = network }, default)).Unwrap();
}
