using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.NodeContract;

namespace Naru.Network;

public sealed class ObservationSpecs : IAsyncLifetime
{
    private L3Cloud _cloud = null!; // set before each test by InitializeAsync

    public async Task InitializeAsync() => _cloud = await L3Cloud.StartAsync();

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task A_port_is_active_when_its_own_host_has_wired_it_and_dhcp_knows_it()
    {
        await _cloud.DoAsync("admin", "PUT", "ports/$port", $$"""{"port":{"binding:host_id":"{{TestCloud.ComputeHost}}"} }""");
        await _cloud.ObserveAsync("elsewhere", ObservedKind.Port, "$port", Condition.Active);
        Assert.Equal(PortStatus.Down, Port().Status);
        await _cloud.ObserveAsync(TestCloud.ComputeHost, ObservedKind.Port, "$port", Condition.Active);
        Assert.Equal(PortStatus.Build, Port().Status);
        await _cloud.ObserveAsync("elsewhere", ObservedKind.Dhcp, "$port", Condition.Active);
        Assert.Equal(PortStatus.Build, Port().Status);
        await _cloud.ObserveAsync(L3Cloud.NetworkHost, ObservedKind.Dhcp, "$port", Condition.Active);
        Assert.Equal(PortStatus.Active, Port().Status);

        var revision = _cloud.State.Revision;
        await _cloud.ObserveAsync(TestCloud.ComputeHost, ObservedKind.Port, "$port", Condition.Active);
        Assert.Equal(revision, _cloud.State.Revision);

        await _cloud.ObserveAsync(TestCloud.ComputeHost, ObservedKind.Port, "$port", Condition.Error, "br-int is gone");
        Assert.Equal((PortStatus.Error, "br-int is gone"), (Port().Status, Port().StatusReason));
        await _cloud.ObserveAsync(TestCloud.ComputeHost, ObservedKind.Port, "$port", Condition.Active);
        Assert.Equal((PortStatus.Active, ""), (Port().Status, Port().StatusReason));
        await _cloud.ObserveAsync(TestCloud.ComputeHost, ObservedKind.Port, "$port", Condition.Down);
        Assert.Equal(PortStatus.Down, Port().Status);
    }

    [Fact]
    public async Task The_ports_of_a_router_need_only_their_wiring()
    {
        await _cloud.ConnectAsync();
        foreach (var port in RouterPorts.Of(_cloud.State, _cloud.Fill("$router")))
            await _cloud.ObserveAsync(L3Cloud.NetworkHost, ObservedKind.Port, port.Id, Condition.Active);
        Assert.All(RouterPorts.Of(_cloud.State, _cloud.Fill("$router")), port => Assert.Equal(PortStatus.Active, port.Status));
    }

    [Fact]
    public async Task A_router_is_in_error_while_its_host_says_so()
    {
        await _cloud.ConnectAsync();
        await _cloud.ObserveAsync("elsewhere", ObservedKind.Router, "$router", Condition.Error, "not mine");
        Assert.Equal("ACTIVE", Router().Status);
        await _cloud.ObserveAsync(L3Cloud.NetworkHost, ObservedKind.Router, "$router", Condition.Error, "no namespace");
        Assert.Equal(("ERROR", "no namespace"), (Router().Status, Router().StatusReason));
        await _cloud.ObserveAsync(L3Cloud.NetworkHost, ObservedKind.Router, "$router", Condition.Active);
        Assert.Equal("ACTIVE", Router().Status);
    }

    private Port Port() => _cloud.State.In(PortTable.Table).Find(_cloud.Fill("$port"))!;

    private Router Router() => _cloud.State.In(RouterTable.Table).Find(_cloud.Fill("$router"))!;
}
