using System.Text.Json;
using System.Text.Json.Nodes;
using Naru.Lab.Cloud;
using Naru.Lab.Instances;

namespace Naru.Lab.Specs;

/// <summary>A routed provider network: its ports get addresses of the segment that their host reaches, a VLAN here.</summary>
[Trait("Category", "Lab")]
[Collection(CloudFixture.Collection)]
public sealed class RoutedNetworkSpecs
{
    private const int Vlan = 210;

    [CloudFact]
    public async Task Instances_get_addresses_of_their_hosts_segment_and_speak_over_its_vlan()
    {
        using var cloud = await CloudFixture.SignInAsync();
        var segments = CloudFixture.Kind("segment", "segments");
        var ranges = CloudFixture.Kind("network_segment_range", "network_segment_ranges");
        // No host reaches the other segment's physical network, which this range makes known.
        var range = await MakeAsync(cloud, ranges, """
            {"network_type": "vlan", "physical_network": "elsewhere", "minimum": 20, "maximum": 29, "shared": true}
            """);
        var network = (await cloud.CreateAsync(CloudResources.Networks, Json($$"""
            {"name": "routed", "provider:network_type": "vlan", "provider:physical_network": "physnet1", "provider:segmentation_id": {{Vlan}}}
            """), default)).Unwrap();
        var here = (await cloud.ListAsync(segments, $"network_id={network.Id}", default)).Unwrap()[0].GetProperty("id").GetString()!;
        var elsewhere = await MakeAsync(cloud, segments, $$"""
            {"network_id": "{{network.Id}}", "network_type": "vlan", "physical_network": "elsewhere", "segmentation_id": 21}
            """);
        await SubnetAsync(cloud, network.Id, elsewhere, "10.75.0.0/24");
        await SubnetAsync(cloud, network.Id, here, "10.74.0.0/24");

        var port = (await cloud.CreateAsync(CloudResources.Ports, Json($$"""{"network_id": "{{network.Id}}"}"""), default)).Unwrap();
        Assert.Empty(port.FixedIps);
        var instances = new LabInstances(CloudFixture.Directory, cloud);
        var first = (await instances.StartAsync(new InstanceRequest("first", "compute-1") { Port = port.Id }, default)).Unwrap();
        var second = (await instances.StartAsync(new InstanceRequest("second", "compute-2") { Network = network.Id }, default)).Unwrap();
        Assert.StartsWith("10.74.0.", (await instances.WaitAsync(first, default)).Unwrap().Address);
        var address = (await instances.WaitAsync(second, default)).Unwrap().Address.Split('/')[0];
        Assert.StartsWith("10.74.0.", address);

        var seen = CloudFixture.OnAsync("compute-2", $"timeout 8 tcpdump -c 1 -n -e -i eth1 vlan {Vlan} and icmp 2>/dev/null || true");
        Assert.True(await CloudFixture.BecomesTrueAsync(async () =>
            await CloudFixture.OnAsync("first", $"ping -c 1 -W 1 {address} >/dev/null && echo yes || true") == "yes"));
        await CloudFixture.OnAsync("first", $"ping -q -i 0.2 -c 10 {address} || true");
        Assert.Contains($"vlan {Vlan}", await seen);

        await instances.RemoveAsync("first", default);
        await instances.RemoveAsync("second", default);
        Assert.True((await cloud.DeleteAsync(CloudResources.Ports, port.Id, default)).Succeeded);
        Assert.True((await cloud.DeleteAsync(CloudResources.Networks, network.Id, default)).Succeeded);
        Assert.True((await cloud.DeleteAsync(ranges, range, default)).Succeeded);
    }

    private static async Task SubnetAsync(CloudClient cloud, string network, string segment, string block) =>
        (await cloud.CreateAsync(CloudResources.Subnets, Json($$"""
            {"network_id": "{{network}}", "segment_id": "{{segment}}", "ip_version": 4, "cidr": "{{block}}"}
            """), default)).Unwrap();

    private static async Task<string> MakeAsync(CloudClient cloud, ResourceKind<JsonElement> kind, string values) =>
        (await cloud.CreateAsync(kind, Json(values), default)).Unwrap().GetProperty("id").GetString()!;

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();
}
