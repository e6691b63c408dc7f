using Microsoft.Extensions.DependencyInjection;
using Naru.Network.Networks;
using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.Segments;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network;

/// <summary>A state under another engine: given to OVN, and taken back.</summary>
public sealed class EngineChangeSpecs : IAsyncLifetime
{
    private const string Port = """{"network_id":"$internal","device_id":"i","device_owner":"compute:nova","binding:host_id":"compute-1"}""";

    private L3Cloud _cloud = null!; // InitializeAsync sets it before any test runs.

    public async Task InitializeAsync()
    {
        _cloud = await L3Cloud.StartAsync();
        await _cloud.AddAsync("admin", "$vm", "ports", "port", Port);
        await _cloud.ConnectAsync();
    }

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task Given_to_OVN_and_taken_back_the_cloud_is_what_it_was()
    {
        var before = Words();
        await ChangeAsync(toOvn: true);
        Assert.Equal(
            """
            internal geneve 1 mtu 1442
            vm compute-1 by openvswitch
            192.168.50.2 network:distributed ovnmeta-internal
            router on nothing, its ports distributed distributed
            """, Words());
        await AttachAsync("ovn", "compute-1");
        Assert.Contains("vm compute-1 by ovn", Words());
        await ChangeAsync(toOvn: false);
        Assert.Contains("192.168.50.2 network:dhcp reserved_dhcp_port", Words());
        await AttachAsync("openvswitch", "compute-1");
        await AttachAsync("openvswitch", L3Cloud.NetworkHost, NodeRole.L3, NodeRole.Dhcp);
        Assert.Equal(before, Words());
    }

    [Fact]
    public async Task A_second_change_to_the_same_engine_writes_nothing()
    {
        await ChangeAsync(toOvn: true);
        var revision = _cloud.State.Revision;
        await ChangeAsync(toOvn: true);
        Assert.Equal(revision, _cloud.State.Revision);
        // The other host never comes back.
        await AttachAsync("ovn", "compute-1");
        revision = _cloud.State.Revision;
        await ChangeAsync(toOvn: true);
        Assert.Equal(revision, _cloud.State.Revision);
    }

    [Fact]
    public async Task What_OVN_cannot_do_is_named_and_nothing_is_changed()
    {
        await _cloud.AddAsync("admin", "$other", "routers", "router", """{"name":"r2","ha":true}""");
        var before = Words();
        var refused = await ServicesOf(toOvn: true).ChangeEngineAsync();
        Assert.Contains(_cloud.Fill("router $other is 'ha'"), refused.Error?.Message, StringComparison.Ordinal);
        Assert.Equal(before, Words());
    }

    [Fact]
    public async Task What_cannot_be_bound_on_the_other_engine_says_so_and_keeps_no_binding_of_the_former()
    {
        await ChangeAsync(toOvn: true);
        await AttachAsync("ovn", "compute-1", "vxlan");
        Assert.Contains("vm compute-1 by \n", Words());
        Assert.Equal(VifTypes.BindingFailed, _cloud.State.In(PortTable.Table).Find(_cloud.Fill("$vm"))?.Binding.VifType);
        await AttachAsync("ovn", "compute-1");
        Assert.Contains("vm compute-1 by ovn", Words());
    }

    [Theory]
    [InlineData("hybrid", "openflow")]
    [InlineData("openflow", "hybrid")]
    public async Task What_is_plugged_stays_so_as_it_is_with_or_without_a_Linux_bridge_between(string before, string after)
    {
        await AttachAsync("openvswitch", "compute-1", firewall: before);
        await _cloud.AddAsync("admin", "$plugged", "ports", "port", Port);
        await ChangeAsync(toOvn: true);
        await AttachAsync("ovn", "compute-1");
        Assert.Equal(before == "hybrid", PlugOf("$plugged").OvsHybridPlug ?? false);
        await ChangeAsync(toOvn: false);
        await AttachAsync("openvswitch", "compute-1", firewall: after);
        Assert.Equal(before == "hybrid", PlugOf("$plugged").OvsHybridPlug);
        await _cloud.AddAsync("admin", "$next", "ports", "port", Port);
        Assert.Equal(after == "hybrid", PlugOf("$next").OvsHybridPlug);
    }

    private VifDetails PlugOf(string port) => _cloud.State.In(PortTable.Table).Find(_cloud.Fill(port))!.Binding.Details!; // It was just bound.

    private async Task ChangeAsync(bool toOvn) => (await ServicesOf(toOvn).ChangeEngineAsync()).Unwrap();

    private ServiceProvider ServicesOf(bool toOvn)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton(_cloud.Store);
        return services.AddNetwork(new NetworkOptions { UsesOvn = toOvn, ProjectNetworkTypes = toOvn ? ["geneve"] : ["vxlan"] }).BuildServiceProvider();
    }

    private Task AttachAsync(string mechanism, string host, params NodeRole[] roles) => AttachAsync(mechanism, host, null, "openflow", roles);

    private async Task AttachAsync(string mechanism, string host, string? tunnels = null, string firewall = "openflow", params NodeRole[] roles)
    {
        var attachment = ServicesOf(toOvn: mechanism == "ovn").GetRequiredService<NodeAttachment>();
        (await _cloud.Store.WriteAsync(new WriteContext("test", "test"), Result<Done> (state) =>
        {
            var hello = new NodeHello(host, "1", mechanism, IpAddress.Parse("10.0.0.2"), [tunnels ?? (mechanism == "ovn" ? "geneve" : "vxlan")], [new BridgeMapping("physnet1", "br-ex")], firewall, "system", [.. roles], "nova");
            attachment.Attach(state, hello);
            if (mechanism == "ovn")
                attachment.AttachChassis(state, Node.From(hello, state.Time) with { Chassis = host });
            return Done.Ok;
        })).Unwrap();
    }

    private string Words()
    {
        var state = _cloud.State;
        var network = state.In(NetworkTable.Table).Find(_cloud.Fill("$internal"))!; // L3Cloud has made it.
        var segment = SegmentTable.Of(state, network.Id)[0];
        var port = state.In(PortTable.Table).Find(_cloud.Fill("$vm"))!; // As has been this.
        var server = PortTable.ByNetwork.Of(state, network.Id).Single(other => other.DeviceOwner is DeviceOwners.Dhcp or DeviceOwners.Distributed);
        var router = state.In(RouterTable.Table).Find(_cloud.Fill("$router"))!; // As has been this.
        var places = RouterPorts.Of(state, router.Id).Select(own => own.Binding.VifType);
        return $"""
            internal {segment.NetworkType} {segment.SegmentationId} mtu {network.Mtu}
            vm {port.Binding.Host} by {port.Binding.Driver}
            {server.FixedIps[0].Address} {server.DeviceOwner} {server.DeviceId.Replace(network.Id, "internal", StringComparison.Ordinal)}
            router on {(router.Host.Length > 0 ? router.Host : "nothing")}, its ports {string.Join(' ', places)}
            """;
    }
}
