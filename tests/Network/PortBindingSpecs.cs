using System.Text.Json;
using Naru.Network.NodeLink;
using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network;

public sealed class PortBindingSpecs : IAsyncLifetime
{
    private const string Other = "compute-2";

    private TestCloud _cloud = null!; // set before each test by InitializeAsync
    private string _port = "";

    private string Bindings => $"ports/{_port}/bindings";

    public async Task InitializeAsync()
    {
        _cloud = await TestCloud.StartAsync();
        (await _cloud.Store.WriteAsync(new WriteContext("test", "test"), Result<Done> (state) =>
        {
            var node = state.In(NodeTable.Table).Find(TestCloud.ComputeHost)!;
            state.Insert(NodeTable.Table, node with { Id = Other, Firewall = "openflow", TunnelAddress = IpAddress.Parse("10.0.0.2") });
            return Done.Ok;
        })).Unwrap();
        var network = IdOf(await _cloud.CreateAsync("admin", "networks", "network", "{}"));
        _port = IdOf(await _cloud.CreateAsync("admin", "ports", "port",
            $$"""{"network_id":"{{network}}","device_owner":"compute:nova","binding:host_id":"{{TestCloud.ComputeHost}}"}"""));
    }

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task A_host_with_linux_bridges_binds_to_them_and_says_what_its_kernel_cannot_carry()
    {
        const string Reason = "the kernel makes no VLAN devices";
        (await _cloud.Store.WriteAsync(new WriteContext("test", "test"), Result<Done> (state) =>
        {
            var node = state.In(NodeTable.Table).Find(Other)!;
            state.Update(NodeTable.Table, node with
            {
                Mechanism = "linuxbridge", BridgeMappings = [new("physnet1", "eth1")], Lacks = [new("vlan", Reason)],
            });
            return Done.Ok;
        })).Unwrap();
        var tunnel = await _cloud.CreateAsync("admin", "networks", "network", "{}");
        var bound = await OnOtherAsync(IdOf(tunnel));
        var details = bound.GetProperty("binding:vif_details");
        Assert.Equal("bridge", bound.GetProperty("binding:vif_type").GetString());
        Assert.Equal(($"brq{IdOf(tunnel)[..11]}", true), (details.GetProperty("bridge_name").GetString(), details.GetProperty("port_filter").GetBoolean()));

        var vlan = await _cloud.CreateAsync("admin", "networks", "network",
            """{"provider:network_type":"vlan","provider:physical_network":"physnet1","provider:segmentation_id":101}""");
        var failed = await OnOtherAsync(IdOf(vlan));
        Assert.Equal("binding_failed", failed.GetProperty("binding:vif_type").GetString());
        Assert.Contains(Reason, failed.GetProperty("binding:vif_details").GetProperty("binding_failure").GetString(), StringComparison.Ordinal);

        Task<JsonElement> OnOtherAsync(string network) => _cloud.CreateAsync("admin", "ports", "port",
            $$"""{"network_id":"{{network}}","device_owner":"compute:nova","binding:host_id":"{{Other}}"}""");
    }

    [Fact]
    public async Task A_second_binding_waits_and_takes_over_when_it_is_activated()
    {
        var added = await BindAsync(Other);
        Assert.Equal("INACTIVE", added.GetProperty("status").GetString());
        Assert.Equal("ovs", added.GetProperty("vif_type").GetString());
        Assert.False(added.GetProperty("vif_details").GetProperty("ovs_hybrid_plug").GetBoolean());
        Assert.Null(NodeViewBuilder.Build(_cloud.Store.Current, Other).Ports.Find(_port));

        await ReportAsync(TestCloud.ComputeHost);
        Assert.Equal("ACTIVE", await PortAsync("status"));
        var (status, activated) = await _cloud.SendAsync("admin", "PUT", $"{Bindings}/{Other}/activate");
        Assert.Equal((200, "ACTIVE"), (status, activated.GetProperty("binding").GetProperty("status").GetString()));
        Assert.Equal((Other, "DOWN"), (await PortAsync("binding:host_id"), await PortAsync("status")));
        Assert.Equal(Other, NodeViewBuilder.Build(_cloud.Store.Current, Other).Ports.Find(_port)!.Host);
        Assert.Null(NodeViewBuilder.Build(_cloud.Store.Current, TestCloud.ComputeHost).Ports.Find(_port));
        // What the old host says late is old news.
        await ReportAsync(TestCloud.ComputeHost);
        Assert.Equal("DOWN", await PortAsync("status"));
        await ReportAsync(Other);
        Assert.Equal("ACTIVE", await PortAsync("status"));

        var old = (await _cloud.SendAsync("admin", "GET", $"{Bindings}/{TestCloud.ComputeHost}")).Body.GetProperty("binding");
        Assert.Equal(("INACTIVE", "unbound"), (old.GetProperty("status").GetString(), old.GetProperty("vif_type").GetString()));
        Assert.Equal(204, (await _cloud.SendAsync("admin", "DELETE", $"{Bindings}/{TestCloud.ComputeHost}")).Status);
        Assert.Equal(404, (await _cloud.SendAsync("admin", "DELETE", $"{Bindings}/{TestCloud.ComputeHost}")).Status);
    }

    [Fact]
    public async Task Bindings_are_listed_filtered_and_changed()
    {
        await BindAsync(Other);
        var (_, all) = await _cloud.SendAsync("admin", "GET", Bindings);
        Assert.Equal(2, all.GetProperty("bindings").GetArrayLength());
        var (_, inactive) = await _cloud.SendAsync("admin", "GET", $"{Bindings}?status=INACTIVE&fields=host");
        Assert.Equal($$"""{"host":"{{Other}}"}""", Assert.Single(inactive.GetProperty("bindings").EnumerateArray()).GetRawText());
        Assert.Equal(400, (await _cloud.SendAsync("admin", "GET", $"{Bindings}?colour=red")).Status);
        var (_, changed) = await _cloud.SendAsync("admin", "PUT", $"{Bindings}/{Other}", """{"binding":{"profile":{"migrating_to":"here"}}}""");
        Assert.Equal("here", changed.GetProperty("binding").GetProperty("profile").GetProperty("migrating_to").GetString());
        Assert.Equal(204, (await _cloud.SendAsync("admin", "DELETE", $"{Bindings}/{TestCloud.ComputeHost}")).Status);
        Assert.Equal(("", "unbound"), (await PortAsync("binding:host_id"), await PortAsync("binding:vif_type")));
    }

    [Theory]
    [InlineData("POST", "", """{"binding":{"host":"compute-1"}}""", 409, "PortBindingAlreadyExists")]
    [InlineData("POST", "", """{"binding":{"host":"nowhere"}}""", 409, "PortBindingError")]
    [InlineData("POST", "", """{"binding":{}}""", 400, "HTTPBadRequest")]
    [InlineData("PUT", "/nowhere", """{"binding":{}}""", 404, "PortBindingNotFound")]
    [InlineData("PUT", "/compute-1", """{"binding":{"vnic_type":"direct"}}""", 409, "PortBindingError")]
    [InlineData("PUT", "/compute-1/activate", null, 409, "PortBindingAlreadyActive")]
    [InlineData("PUT", "/compute-2/activate", null, 404, "PortBindingNotFound")]
    public async Task What_cannot_be_bound_is_refused(string method, string path, string? body, int status, string type)
    {
        var (answered, refusal) = await _cloud.SendAsync("admin", method, Bindings + path, body);
        Assert.Equal((status, type), (answered, refusal.GetProperty("NeutronError").GetProperty("type").GetString()));
        Assert.Equal(("compute-1", "ovs"), (await PortAsync("binding:host_id"), await PortAsync("binding:vif_type")));
    }

    [Fact]
    public async Task Only_instances_move_and_only_administrators_and_services_move_them()
    {
        await _cloud.SendAsync("admin", "PUT", $"ports/{_port}", """{"port":{"device_owner":"other"}}""");
        Assert.Equal(400, (await _cloud.SendAsync("admin", "GET", Bindings)).Status);
        Assert.Equal(404, (await _cloud.SendAsync("alpha", "GET", Bindings)).Status);
    }

    private async Task<JsonElement> BindAsync(string host)
    {
        var (status, body) = await _cloud.SendAsync("admin", "POST", Bindings, $$$"""{"binding":{"host":"{{{host}}}"}}""");
        Assert.True(status == 201, $"{status}: {body}");
        return body.GetProperty("binding");
    }

    private async Task ReportAsync(string host) => (await _cloud.Store.WriteAsync(
        new WriteContext("node", host), state => PortProvisioning.Report(state, _port, host, ProvisioningSteps.L2, ProvisioningState.Up))).Unwrap();

    private async Task<string> PortAsync(string attribute) =>
        (await _cloud.SendAsync("admin", "GET", $"ports/{_port}")).Body.GetProperty("port").GetProperty(attribute).GetString()!;

    private static string IdOf(JsonElement resource) => resource.GetProperty("id").GetString()!;
}
