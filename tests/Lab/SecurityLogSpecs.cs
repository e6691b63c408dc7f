using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Naru.Lab.Cloud;

namespace Naru.Lab.Specs;

/// <summary>What security groups decide, in the log of the host, with either firewall.</summary>
[Trait("Category", "Lab")]
[Collection(CloudFixture.Collection)]
public sealed class SecurityLogSpecs
{
    /// <summary>Far more than the firewalls hand over in the time that sending takes.</summary>
    private const int Flood = 5000;

    private static readonly ResourceKind<JsonElement> Logs =
        new("log", "logs", (JsonTypeInfo<JsonElement>)JsonSerializerOptions.Default.GetTypeInfo(typeof(JsonElement))) { Path = "log/logs" };

    [CloudFact]
    public Task The_hybrid_firewall_tells_what_it_lets_pass_and_what_it_drops() => TellsAsync("vm1", "compute-1", "vm2");

    [CloudFact]
    public Task The_firewall_of_flows_tells_what_it_lets_pass_and_what_it_drops() => TellsAsync("vm2", "compute-2", "vm1");

    private static async Task TellsAsync(string instance, string host, string sender)
    {
        using var cloud = await CloudFixture.SignInAsync();
        var port = (await cloud.FindAsync(CloudResources.Ports, instance, default)).Unwrap();
        var address = port.FixedIps[0].IpAddress;
        var log = (await cloud.CreateAsync(Logs, new JsonObject
        {
            ["resource_type"] = "security_group", ["target_id"] = port.Id, ["event"] = "ALL",
        }, default)).Unwrap().GetProperty("id").GetString()!;

        Assert.True(await CloudFixture.BecomesTrueAsync(async () =>
        {
            await CloudFixture.OnAsync(sender, $"ping -c 1 -W 1 {address} >/dev/null; nc -w 1 {address} 8080 </dev/null || true");
            var lines = await LinesAsync();
            return lines.Any(line => line.Contains("action=ACCEPT") && line.Contains("pkt=icmp") && !line.Contains("rule=- "))
                && lines.Any(line => line.Contains("action=DROP") && line.Contains($"rule=- pkt=tcp") && line.EndsWith($"> {address}:8080", StringComparison.Ordinal));
        }));
        Assert.All(await LinesAsync(), line => Assert.Contains($"log_resource_ids=[{log}]", line));

        var before = (await LinesAsync()).Length;
        await CloudFixture.OnAsync(sender,
            $"python3 -c 'import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); [s.sendto(b\"x\", (\"{address}\", 2000 + i)) for i in range({Flood})]'");
        Assert.InRange((await LinesAsync()).Length - before, 0, Flood / 2);
        Assert.True((await cloud.DeleteAsync(Logs, log, default)).Succeeded);

        async Task<string[]> LinesAsync() =>
            [.. (await CloudFixture.OnAsync(host, $"cat {CloudFixture.Directory.SecurityLog(host)} 2>/dev/null || true"))
                .Split('\n').Where(line => line.Contains($"vm_port={port.Id} "))];
    }
}
