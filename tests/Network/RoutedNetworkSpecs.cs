using System.Text.Json;
using Naru.Network.NodeLink;
using Naru.Network.Nodes;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network;

/// <summary>A network of two segments, each with a subnet and a host of its own; the third host reaches neither.</summary>
public sealed class RoutedNetworkSpecs : IAsyncLifetime
{
    private const string Near = TestCloud.ComputeHost;
    private const string Far = "compute-2";
    private const string Apart = "compute-3";

    private TestCloud _cloud = null!; // set before each test by InitializeAsync
    private string _network = "";
    private string _nearSegment = "";
    private string _farSegment = "";

    public async Task InitializeAsync()
    {
        _cloud = await TestCloud.StartAsync(new NetworkOptions { VlanRanges = [new("physnet1", 100, 199), new("physnet2", 100, 199)] });
        (await _cloud.Store.WriteAsync(new WriteContext("test", "test"), Result<Done> (state) =>
        {
            var node = state.In(NodeTable.Table).Find(Near)!;
            state.Insert(NodeTable.Table, node with { Id = Far, BridgeMappings = [new BridgeMapping("physnet2", "br-ex")] });
            state.Insert(NodeTable.Table, node with { Id = Apart, BridgeMappings = [] });
            return Done.Ok;
        })).Unwrap();
        _network = IdOf(await _cloud.CreateAsync("admin", "networks", "network",
            """{"provider:network_type":"vlan","provider:physical_network":"physnet1","provider:segmentation_id":100,"shared":true}"""));
        _nearSegment = IdOf((await _cloud.SendAsync("admin", "GET", $"segments?network_id={_network}")).Body.GetProperty("segments")[0]);
        _farSegment = IdOf(await _cloud.CreateAsync("admin", "segments", "segment",
            $$"""{"network_id":"{{_network}}","network_type":"vlan","physical_network":"physnet2","segmentation_id":101}"""));
        await SubnetAsync("10.0.1.0/24", _nearSegment);
        await SubnetAsync("10.0.2.0/24", _farSegment);
    }

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Theory]
    [InlineData(Near, "10.0.1.2")]
    [InlineData(Far, "10.0.2.2")]
    public async Task A_port_gets_its_address_when_its_host_is_known(string host, string address)
    {
        var port = await _cloud.CreateAsync("alpha", "ports", "port", $$"""{"network_id":"{{_network}}"}""");
        Assert.Equal(("deferred", 0), (port.GetProperty("ip_allocation").GetString(), port.GetProperty("fixed_ips").GetArrayLength()));
        var bound = (await BindAsync(IdOf(port), host)).Body.GetProperty("port");
        Assert.Equal(("deferred", address), (bound.GetProperty("ip_allocation").GetString(), AddressOf(bound)));
        var segment = NodeViewBuilder.Build(_cloud.Store.Current, host).Networks.Single();
        Assert.Equal((host == Near ? 100u : 101u, address[..7] + "0/24"), (segment.Segment.SegmentationId, Assert.Single(segment.Subnets).Cidr.ToString()));
    }

    [Fact]
    public async Task Addresses_and_host_have_to_agree()
    {
        var port = await _cloud.CreateAsync("admin", "ports", "port", $$"""{"network_id":"{{_network}}","fixed_ips":[{"ip_address":"10.0.2.9"}]}""");
        Assert.Equal("immediate", port.GetProperty("ip_allocation").GetString());
        Assert.Equal("HostNotCompatibleWithFixedIps", TypeOf(await BindAsync(IdOf(port), Near)));
        Assert.Equal(200, (await BindAsync(IdOf(port), Far)).Status);
        Assert.Equal("HostNotConnectedToAnySegment", TypeOf(await _cloud.SendAsync("admin", "POST", "ports",
            $$$"""{"port":{"network_id":"{{{_network}}}","binding:host_id":"{{{Apart}}}"}}""")));
        Assert.Equal("FixedIpsSubnetsNotOnSameSegment", TypeOf(await _cloud.SendAsync("admin", "POST", "ports",
            $$$"""{"port":{"network_id":"{{{_network}}}","fixed_ips":[{"ip_address":"10.0.1.9"},{"ip_address":"10.0.2.8"}]}}""")));
    }

    [Fact]
    public async Task A_network_of_segments_is_not_one_broadcast_domain()
    {
        var (_, network) = await _cloud.SendAsync("admin", "GET", $"networks/{_network}");
        Assert.False(network.GetProperty("network").GetProperty("l2_adjacency").GetBoolean());
        Assert.Equal("SegmentInUse", TypeOf(await _cloud.SendAsync("admin", "DELETE", $"segments/{_farSegment}")));
        Assert.Equal("SubnetsNotAllAssociatedWithSegments", TypeOf(await _cloud.SendAsync("admin", "POST", "subnets",
            $$$"""{"subnet":{"network_id":"{{{_network}}}","ip_version":4,"cidr":"10.0.3.0/24"}}""")));
    }

    [Fact]
    public async Task The_only_subnet_of_a_network_with_one_segment_can_be_given_to_it()
    {
        var network = IdOf(await _cloud.CreateAsync("admin", "networks", "network", "{}"));
        var subnet = IdOf(await _cloud.CreateAsync("admin", "subnets", "subnet", $$"""{"network_id":"{{network}}","ip_version":4,"cidr":"10.0.4.0/24"}"""));
        var segment = IdOf((await _cloud.SendAsync("admin", "GET", $"segments?network_id={network}")).Body.GetProperty("segments")[0]);
        Assert.Equal("NetworkIdsDontMatch", TypeOf(await GiveAsync(subnet, $"\"{_nearSegment}\"")));
        Assert.Equal(200, (await GiveAsync(subnet, $"\"{segment}\"")).Status);
        Assert.Equal("SubnetSegmentAssociationChangeNotAllowed", TypeOf(await GiveAsync(subnet, "null")));
    }

    private Task<(int Status, JsonElement Body)> GiveAsync(string subnet, string segment) =>
        _cloud.SendAsync("admin", "PUT", $"subnets/{subnet}", $$$"""{"subnet":{"segment_id":{{{segment}}}}}""");

    private Task<(int Status, JsonElement Body)> BindAsync(string port, string host) =>
        _cloud.SendAsync("admin", "PUT", $"ports/{port}", $$$"""{"port":{"binding:host_id":"{{{host}}}"}}""");

    private Task<JsonElement> SubnetAsync(string cidr, string segment) => _cloud.CreateAsync("admin", "subnets", "subnet",
        $$"""{"network_id":"{{_network}}","ip_version":4,"cidr":"{{cidr}}","segment_id":"{{segment}}"}""");

    private static string AddressOf(JsonElement port) => port.GetProperty("fixed_ips")[0].GetProperty("ip_address").GetString()!;

    private static string IdOf(JsonElement resource) => resource.GetProperty("id").GetString()!;

    private static string TypeOf((int Status, JsonElement Body) answer) => answer.Body.GetProperty("NeutronError").GetProperty("type").GetString()!;
}
