using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Naru.Lab.Cloud;
using Naru.Lab.Instances;
using Naru.Walk.Telling;
using Naru.Walk.Told;

namespace Naru.Lab.Specs;

/// <summary>One address that leads each host's instances to an instance of their own host.</summary>
[Trait("Category", "Lab")]
[Collection(CloudFixture.Collection)]
public sealed class LocalIpSpecs
{
    private const string Address = "192.168.50.200";

    private static readonly JsonTypeInfo<JsonElement> Json = (JsonTypeInfo<JsonElement>)JsonSerializerOptions.Default.GetTypeInfo(typeof(JsonElement));
    private static readonly ResourceKind<JsonElement> LocalIps = new("local_ip", "local_ips", Json) { Path = "local_ips" };

    [CloudFact]
    public async Task The_instance_of_the_same_host_answers_with_either_firewall()
    {
        using var cloud = await CloudFixture.SignInAsync();
        var network = (await cloud.FindAsync(CloudResources.Networks, "internal", default)).Unwrap();
        var local = (await cloud.CreateAsync(LocalIps, new JsonObject { ["network_id"] = network.Id, ["local_ip_address"] = Address }, default))
            .Unwrap().GetProperty("id").GetString()!;
        var associations = new ResourceKind<JsonElement>("port_association", "port_associations", Json) { Path = $"local_ips/{local}/port_associations" };
        string[] servers = ["vm1", "vm2"];
        var ports = new List<CloudPort>();
        foreach (var server in servers)
        {
            ports.Add((await cloud.FindAsync(CloudResources.Ports, server, default)).Unwrap());
            (await cloud.CreateAsync(associations, new JsonObject { ["fixed_port_id"] = ports[^1].Id }, default)).Unwrap();
            await CloudFixture.OnAsync(server,
                $"setsid sh -c 'echo $$ >{ListenerOf(server)}; while :; do echo {server} | nc -l -N 80; done' </dev/null >/dev/null 2>&1 &");
        }
        var instances = new LabInstances(CloudFixture.Directory, cloud);
        await AssertWalksAsync(cloud, instances);
        Assert.Equal("vm1", await AnswererAsync(instances, "compute-1"));
        Assert.Equal("vm2", await AnswererAsync(instances, "compute-2"));

        foreach (var (server, port) in servers.Zip(ports))
        {
            await CloudFixture.OnAsync(server, $"kill -- -$(cat {ListenerOf(server)}); rm {ListenerOf(server)}");
            (await cloud.DeleteAsync(associations, port.Id, default)).Unwrap();
        }
        (await cloud.DeleteAsync(LocalIps, local, default)).Unwrap();
    }

    /// <summary>The walk of an instance leads to the port of its own host, as the data plane does.</summary>
    private static async Task AssertWalksAsync(CloudClient cloud, LabInstances instances)
    {
        var asker = (await instances.StartAsync(new InstanceRequest("asker", "compute-2") { Network = "internal", SecurityGroups = ["web"] }, default)).Unwrap();
        (await instances.WaitAsync(asker, default)).Unwrap();
        var walk = await WalkLab.WalkAsync(cloud, "asker", Address, "icmp", 0);
        Assert.True(walk.Verdict is Verdict.Answered, WalkText.Of(walk, WalkLanguage.English));
        Assert.Equal(("compute-2", "vm2"), (walk.Forward[^1].Host, walk.Forward[^1].Object?.Name));
        await instances.RemoveAsync("asker", default);
    }

    // Instances see the machine's /tmp.
    private static string ListenerOf(string server) => $"/tmp/naru-{CloudFixture.Directory.Name}-{server}.pid";

    /// <summary>Who answers an instance of a host at the address.</summary>
    private static async Task<string> AnswererAsync(LabInstances instances, string host)
    {
        var asker = (await instances.StartAsync(new InstanceRequest("asker", host) { Network = "internal", SecurityGroups = ["web"] }, default)).Unwrap();
        (await instances.WaitAsync(asker, default)).Unwrap();
        var answer = "";
        await CloudFixture.BecomesTrueAsync(async () =>
        {
            answer = await CloudFixture.OnAsync("asker", $"ping -c 1 -W 1 {Address} >/dev/null && timeout 3 nc -N {Address} 80 </dev/null || true");
            return answer.Length > 0;
        });
        await instances.RemoveAsync("asker", default);
        return answer;
    }
}
