using System.Text.Json;
using Naru.Network.Nodes;
using Naru.Network.NodeLink;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network;

public sealed class TrunkSpecs : IAsyncLifetime
{
    private TestCloud _cloud = null!; // set before each test by InitializeAsync
    private string _outer = "";
    private string _inner = "";

    public async Task InitializeAsync()
    {
        _cloud = await TestCloud.StartAsync();
        _outer = IdOf(await _cloud.CreateAsync("alpha", "networks", "network", "{}"));
        _inner = IdOf(await _cloud.CreateAsync("alpha", "networks", "network", "{}"));
    }

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task A_trunk_shows_its_subports_and_its_parent_shows_the_trunk()
    {
        var (parent, sub) = (await PortAsync(_outer), await PortAsync(_inner));
        var trunk = await TrunkAsync(parent, Tagged(sub, 100));
        Assert.Equal("DOWN", trunk.GetProperty("status").GetString());
        Assert.Equal($$"""{"segmentation_id":100,"segmentation_type":"vlan","port_id":"{{sub}}"}""", trunk.GetProperty("sub_ports")[0].GetRawText());
        var details = (await ShowPortAsync(parent)).GetProperty("trunk_details");
        Assert.Equal(IdOf(trunk), details.GetProperty("trunk_id").GetString());
        var carried = await ShowPortAsync(sub);
        Assert.Equal(carried.GetProperty("mac_address").GetString(), details.GetProperty("sub_ports")[0].GetProperty("mac_address").GetString());
        Assert.Equal("trunk:subport", carried.GetProperty("device_owner").GetString());
        Assert.False(carried.TryGetProperty("trunk_details", out _));
    }

    [Fact]
    public async Task Subports_are_added_and_removed_one_by_one()
    {
        var (first, second) = (await PortAsync(_inner), await PortAsync(_inner));
        var path = $"trunks/{IdOf(await TrunkAsync(await PortAsync(_outer)))}";
        var (status, added) = await _cloud.SendAsync("alpha", "PUT", $"{path}/add_subports", $$"""{"sub_ports":[{{Tagged(first, 2)}},{{Tagged(second, 3)}}]}""");
        Assert.Equal((200, 2), (status, added.GetProperty("sub_ports").GetArrayLength()));
        (_, var removed) = await _cloud.SendAsync("alpha", "PUT", $"{path}/remove_subports", $$"""{"sub_ports":[{"port_id":"{{first}}"}]}""");
        Assert.Equal(second, Assert.Single(removed.GetProperty("sub_ports").EnumerateArray()).GetProperty("port_id").GetString());
        Assert.True(removed.GetProperty("revision_number").GetInt32() > added.GetProperty("revision_number").GetInt32());
        var (_, got) = await _cloud.SendAsync("alpha", "GET", $"{path}/get_subports");
        Assert.Equal(removed.GetProperty("sub_ports").GetRawText(), got.GetProperty("sub_ports").GetRawText());
        Assert.Equal("", (await ShowPortAsync(first)).GetProperty("device_owner").GetString());
    }

    [Fact]
    public async Task Inherited_tags_are_those_of_a_vlan_network()
    {
        var vlan = IdOf(await _cloud.CreateAsync("admin", "networks", "network",
            """{"provider:network_type":"vlan","provider:physical_network":"physnet1","provider:segmentation_id":321,"mtu":1400}"""));
        var sub = IdOf(await _cloud.CreateAsync("admin", "ports", "port", $$"""{"network_id":"{{vlan}}"}"""));
        var parent = await PortAsync(_outer);
        var trunk = await _cloud.CreateAsync("admin", "trunks", "trunk",
            $$"""{"port_id":"{{parent}}","sub_ports":[{"port_id":"{{sub}}","segmentation_type":"inherit"}]}""");
        Assert.Equal(321, trunk.GetProperty("sub_ports")[0].GetProperty("segmentation_id").GetInt32());
        Assert.Equal("vlan", trunk.GetProperty("sub_ports")[0].GetProperty("segmentation_type").GetString());
        var other = await PortAsync(_inner);
        await RefusedAsync("PUT", $"trunks/{IdOf(trunk)}/add_subports", $$"""{"sub_ports":[{"port_id":"{{other}}","segmentation_type":"inherit"}]}""", 400, "InvalidInput", "admin");
    }

    [Fact]
    public async Task What_a_trunk_cannot_carry_is_refused_and_changes_nothing()
    {
        var (parent, sub, free) = (await PortAsync(_outer), await PortAsync(_inner), await PortAsync(_inner));
        var path = $"trunks/{IdOf(await TrunkAsync(parent, Tagged(sub, 100)))}";
        await RefusedAsync("PUT", $"{path}/add_subports", $$"""{"sub_ports":[{{Tagged(free, 100)}}]}""", 409, "DuplicateSubPort");
        await RefusedAsync("PUT", $"{path}/add_subports", $$"""{"sub_ports":[{{Tagged(free, 4095)}}]}""", 400, "InvalidInput");
        await RefusedAsync("PUT", $"{path}/add_subports", $$"""{"sub_ports":[{{Tagged(sub, 101)}}]}""", 409, "TrunkPortInUse");
        await RefusedAsync("PUT", $"{path}/add_subports", $$"""{"sub_ports":[{{Tagged(parent, 101)}}]}""", 409, "ParentPortInUse");
        await RefusedAsync("PUT", $"{path}/add_subports", $$"""{"sub_ports":[{{Tagged(free, 7)}},{{Tagged(free, 8)}}]}""", 400, "InvalidInput");
        await RefusedAsync("PUT", $"{path}/add_subports", $$"""{"sub_ports":{{Tagged(free, 7)}}}""", 400, "HTTPBadRequest");
        await RefusedAsync("PUT", $"{path}/add_subports", $$"""{"sub_ports":[{"port_id":"{{free}}","segmentation_type":"vlan"}]}""", 400, "HTTPBadRequest");
        await RefusedAsync("PUT", $"{path}/remove_subports", $$"""{"sub_ports":[{"port_id":"{{free}}"}]}""", 404, "SubPortNotFound");
        var device = IdOf(await _cloud.CreateAsync("alpha", "ports", "port", $$"""{"network_id":"{{_inner}}","device_id":"vm"}"""));
        await RefusedAsync("PUT", $"{path}/add_subports", $$"""{"sub_ports":[{{Tagged(device, 9)}}]}""", 409, "PortInUse");
        await RefusedAsync("POST", "trunks", $$$"""{"trunk":{"port_id":"{{{sub}}}"}}""", 409, "TrunkPortInUse");
        await RefusedAsync("POST", "trunks", $$$"""{"trunk":{"port_id":"{{{parent}}}"}}""", 409, "ParentPortInUse");
        await RefusedAsync("POST", "trunks", $$$"""{"trunk":{"port_id":"{{{free}}}"}}""", 404, "PortNotFound", "beta");
        await RefusedAsync("DELETE", $"ports/{parent}", null, 409, "PortInUseAsTrunkParent");
        await RefusedAsync("DELETE", $"ports/{sub}", null, 409, "PortInUseAsSubPort");
        var small = IdOf(await _cloud.CreateAsync("alpha", "networks", "network", """{"mtu":1300}"""));
        await RefusedAsync("POST", "trunks",
            $$$"""{"trunk":{"port_id":"{{{await PortAsync(small)}}}","sub_ports":[{{{Tagged(free, 5)}}}]}}""", 409, "SubPortMtuGreaterThanTrunkPortMtu");
        Assert.Equal("", (await ShowPortAsync(free)).GetProperty("device_owner").GetString());
    }

    [Fact]
    public async Task A_disabled_trunk_keeps_its_subports()
    {
        var sub = await PortAsync(_inner);
        var path = $"trunks/{IdOf(await TrunkAsync(await PortAsync(_outer), Tagged(sub, 5)))}";
        await _cloud.SendAsync("alpha", "PUT", path, """{"trunk":{"admin_state_up":false}}""");
        await RefusedAsync("PUT", $"{path}/remove_subports", $$"""{"sub_ports":[{"port_id":"{{sub}}"}]}""", 409, "TrunkDisabled");
        await RefusedAsync("DELETE", path, null, 409, "TrunkDisabled");
    }

    [Fact]
    public async Task Subports_follow_their_parent_to_its_host_which_says_when_the_trunk_works()
    {
        var (parent, sub) = (await PortAsync(_outer), await PortAsync(_inner));
        var path = $"trunks/{IdOf(await TrunkAsync(parent, Tagged(sub, 100)))}";
        await _cloud.SendAsync("admin", "PUT", $"ports/{parent}", """{"port":{"binding:host_id":"compute-1"}}""");
        var details = (await ShowPortAsync(parent)).GetProperty("binding:vif_details");
        Assert.StartsWith("tbr-", details.GetProperty("bridge_name").GetString());
        Assert.False(details.GetProperty("ovs_hybrid_plug").GetBoolean());
        var carried = await ShowPortAsync(sub);
        Assert.Equal("compute-1", carried.GetProperty("binding:host_id").GetString());
        Assert.Equal("br-int", carried.GetProperty("binding:vif_details").GetProperty("bridge_name").GetString());
        Assert.False(carried.GetProperty("binding:vif_details").GetProperty("ovs_hybrid_plug").GetBoolean());

        var told = NodeViewBuilder.Build(_cloud.Store.Current, "compute-1").Ports.Find(parent)!.Trunk!;
        Assert.Equal(new NodeSubPort(sub, 100), Assert.Single(told.SubPorts));
        Assert.Equal(details.GetProperty("bridge_name").GetString(), told.Bridge);
        Assert.Equal("DOWN", await StatusAsync(path));
        Assert.Equal("BUILD", await ReportAsync(path, told.Id, Condition.Active, NodeTrunk.Describe([])));
        Assert.Equal("DEGRADED", await ReportAsync(path, told.Id, Condition.Error, "no room"));
        Assert.Equal("ACTIVE", await ReportAsync(path, told.Id, Condition.Active, told.Carrying));
        await RefusedAsync("DELETE", path, null, 409, "TrunkInUse");

        await _cloud.SendAsync("admin", "PUT", $"ports/{parent}", """{"port":{"binding:host_id":"nowhere"}}""");
        Assert.Equal("ERROR", await StatusAsync(path));
        await RefusedAsync("PUT", $"{path}/add_subports", """{"sub_ports":[]}""", 409, "TrunkInErrorState");
        await _cloud.SendAsync("admin", "PUT", $"ports/{parent}", """{"port":{"binding:host_id":""}}""");
        Assert.Equal(("DOWN", ""), (await StatusAsync(path), (await ShowPortAsync(sub)).GetProperty("binding:host_id").GetString()));
        Assert.Equal(204, (await _cloud.SendAsync("alpha", "DELETE", path)).Status);
        Assert.Equal("", (await ShowPortAsync(sub)).GetProperty("device_owner").GetString());
    }

    private async Task<string> ReportAsync(string path, string trunk, Condition condition, string detail)
    {
        (await _cloud.Store.WriteAsync(new WriteContext("node", "compute-1"), Result<Done> (state) =>
        {
            Observations.Apply(state, "compute-1", [new Observation(ObservedKind.Trunk, trunk, condition, detail)]);
            return Done.Ok;
        })).Unwrap();
        return await StatusAsync(path);
    }

    private async Task<string> StatusAsync(string path) =>
        (await _cloud.SendAsync("alpha", "GET", path)).Body.GetProperty("trunk").GetProperty("status").GetString()!;

    private async Task RefusedAsync(string method, string path, string? body, int status, string type, string project = "alpha")
    {
        var (answered, refusal) = await _cloud.SendAsync(project, method, path, body);
        Assert.True(answered == status, $"{answered}: {refusal}");
        Assert.Equal(type, refusal.GetProperty("NeutronError").GetProperty("type").GetString());
    }

    private async Task<string> PortAsync(string network) => IdOf(await _cloud.CreateAsync("alpha", "ports", "port", $$"""{"network_id":"{{network}}"}"""));

    private async Task<JsonElement> ShowPortAsync(string id) => (await _cloud.SendAsync("admin", "GET", $"ports/{id}")).Body.GetProperty("port");

    private Task<JsonElement> TrunkAsync(string parent, params string[] subPorts) =>
        _cloud.CreateAsync("alpha", "trunks", "trunk", $$"""{"port_id":"{{parent}}","sub_ports":[{{string.Join(',', subPorts)}}]}""");

    private static string Tagged(string port, int vlan) => $$"""{"port_id":"{{port}}","segmentation_type":"vlan","segmentation_id":{{vlan}}}""";

    private static string IdOf(JsonElement resource) => resource.GetProperty("id").GetString()!;
}
