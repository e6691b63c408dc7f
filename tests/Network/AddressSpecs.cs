using System.Collections.Concurrent;
using System.Text.Json;
using Naru.Network.Ports;

namespace Naru.Network;

/// <summary>No address is ever handed out twice, and none is lost.</summary>
public sealed class AddressSpecs : IAsyncLifetime
{
    private const int Addresses = 13; // a /28 without network, broadcast and gateway
    private const string Gateway = "10.0.0.1"; // a port may ask for it, and none gets it unasked

    private static readonly Gen<(int Kind, int Which)[]> Steps =
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 15]).Array[1, 60];

    private TestCloud _cloud = null!; // set before each test by InitializeAsync
    private string _network = "";
    private string _subnet = "";

    public async Task InitializeAsync()
    {
        _cloud = await TestCloud.StartAsync();
        (_network, _subnet) = await NewNetworkAsync();
    }

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task Any_sequence_of_creations_updates_and_deletions_keeps_addresses_unique_and_finds_every_free_one() =>
        await Steps.SampleAsync(
            async steps =>
            {
                var (network, subnet) = await NewNetworkAsync();
                var ports = new List<string>();
                foreach (var (kind, which) in steps)
                {
                    var used = UsedOf(subnet);
                    switch (kind)
                    {
                        case 0 or 1:
                            var (status, body) = await CreateAsync(network, "");
                            Assert.Equal(used.Count(taken => taken != Gateway) < Addresses ? 201 : 409, status);
                            Add(ports, status, body);
                            break;
                        case 2:
                            var address = $"10.0.0.{which}";
                            (status, body) = await CreateAsync(network, $$""","fixed_ips":[{"ip_address":"{{address}}"}]""");
                            Assert.Equal(which is 0 or 15 ? 400 : used.Contains(address) ? 409 : 201, status);
                            Add(ports, status, body);
                            break;
                        case 3 when ports.Count > 0:
                            await _cloud.SendAsync("admin", "PUT", $"ports/{ports[which % ports.Count]}",
                                $$$"""{"port":{"fixed_ips":[{"subnet_id":"{{{subnet}}}"},{"ip_address":"10.0.0.{{{which}}}"}]}}""");
                            break;
                        case 4 when ports.Count > 0:
                            Assert.Equal(204, (await _cloud.SendAsync("admin", "DELETE", $"ports/{ports[which % ports.Count]}")).Status);
                            ports.RemoveAt(which % ports.Count);
                            break;
                    }
                    var all = AllOf(network);
                    Assert.Equal(all.Count, all.Distinct().Count());
                }
            },
            iter: 20, threads: 1);

    [Fact]
    public async Task Clients_at_the_same_time_share_out_exactly_what_there_is()
    {
        var answers = new ConcurrentBag<(int Status, string What)>();
        await Parallel.ForAsync(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) =>
        {
            var (status, body) = await CreateAsync(_network, "");
            answers.Add((status, status == 201
                ? body.GetProperty("port").GetProperty("fixed_ips")[0].GetProperty("ip_address").GetString()!
                : body.GetProperty("NeutronError").GetProperty("type").GetString()!));
        });
        Assert.Equal(Addresses, answers.Where(answer => answer.Status == 201).Select(answer => answer.What).Distinct().Count());
        Assert.All(answers.Where(answer => answer.Status != 201), answer => Assert.Equal((409, "IpAddressGenerationFailure"), answer));
        Assert.Equal(40 - Addresses, answers.Count(answer => answer.Status != 201));
    }

    [Fact]
    public async Task A_quota_is_exact_for_clients_at_the_same_time()
    {
        await _cloud.SendAsync("admin", "PUT", "quotas/alpha", """{"quota":{"network":7}}""");
        var answers = new ConcurrentBag<int>();
        await Parallel.ForAsync(0, 30, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) =>
            answers.Add((await _cloud.SendAsync("alpha", "POST", "networks", """{"network":{}}""")).Status));
        Assert.Equal(7, answers.Count(status => status == 201));
        Assert.Equal(23, answers.Count(status => status == 409));
        var (_, refused) = await _cloud.SendAsync("alpha", "POST", "networks", """{"network":{}}""");
        Assert.Equal("Quota exceeded for resources: ['network'].", refused.GetProperty("NeutronError").GetProperty("message").GetString());
        var (_, details) = await _cloud.SendAsync("alpha", "GET", "quotas/alpha/details.json");
        Assert.Equal(7, details.GetProperty("quota").GetProperty("network").GetProperty("used").GetInt32());
    }

    private async Task<(string Network, string Subnet)> NewNetworkAsync()
    {
        var network = (await _cloud.CreateAsync("admin", "networks", "network", "{}")).GetProperty("id").GetString()!;
        // Not sharing a quota with what earlier samples left behind.
        await _cloud.SendAsync("admin", "PUT", "quotas/admin", """{"quota":{"network":-1,"subnet":-1,"port":-1}}""");
        var subnet = await _cloud.CreateAsync("admin", "subnets", "subnet", $$"""{"network_id":"{{network}}","ip_version":4,"cidr":"10.0.0.0/28"}""");
        return (network, subnet.GetProperty("id").GetString()!);
    }

    private Task<(int Status, JsonElement Body)> CreateAsync(string network, string more) =>
        _cloud.SendAsync("admin", "POST", "ports", $$$"""{"port":{"network_id":"{{{network}}}"{{{more}}}}}""");

    private HashSet<string> UsedOf(string subnet) =>
        [.. PortTable.ByAddress.KeysOf(_cloud.Store.Current, subnet).Select(address => address.ToString())];

    private List<string> AllOf(string network) =>
        [.. PortTable.ByNetwork.Of(_cloud.Store.Current, network).SelectMany(port => port.FixedIps.Items).Select(ip => ip.Address.ToString())];

    private static void Add(List<string> ports, int status, JsonElement body)
    {
        if (status == 201)
            ports.Add(body.GetProperty("port").GetProperty("id").GetString()!);
    }
}
