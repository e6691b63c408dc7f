using System.Collections.Immutable;
using Naru.Agent.OpenVSwitch.Pipeline;
using Naru.Agent.Routing.Distributed;
using Naru.Agent.Specs;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Routing.Specs;

/// <summary>A distributed router as it is on a host of its instances, and its way out.</summary>
public sealed class DistributedPlanSpecs
{
    private const string Other = "other-host";
    private const string AgentGateway = "cccc0005-0000-4000-8000-000000000001";
    private const string InternalSnat = "cccc0006-0000-4000-8000-000000000001";

    private static readonly IpAddress Tunnel = IpAddress.Parse("172.29.0.12");

    private static readonly NodeRouter Router = Cloud.R1 with
    {
        IsDistributed = true, SnatHost = Cloud.Host, SnatPortIds = [InternalSnat], AgentGatewayPortId = AgentGateway,
    };

    [Fact]
    public void A_distributed_router_where_its_instances_are()
    {
        var plan = DistributedRouterPlan.Of(View(), Router);
        Golden.Match($"{plan.Space}\n{plan.Table}", "router");
    }

    [Fact]
    public void The_way_out_of_a_distributed_router()
    {
        Assert.Null(SnatPlan.Of(View(), Router, Other));
        var plan = SnatPlan.Of(View(), Router, Cloud.Host)!;
        Golden.Match($"{plan.Space}\n{plan.Table}", "router");
    }

    [Fact]
    public void The_namespace_that_answers_for_floating_ips() =>
        Golden.Match(Assert.Single(FloatingIpSpacePlan.All(View())).Space.ToString(), "router");

    [Fact]
    public void Br_int_gives_what_routers_of_other_hosts_sent_the_MAC_of_the_router() => Golden.Match(
        Text(DistributedRouting.IntegrationFlows(View(), Plugged, [.. Plugged.LocalPorts(View())])), "br-int");

    [Fact]
    public void Br_tun_keeps_the_MAC_of_the_router_on_its_host() => Golden.Match(
        Text(DistributedRouting.TunnelFlows(View(), Plugged, patch: 1)), "br-tun");

    private static readonly SwitchView Plugged = new(
        Cloud.Host,
        ImmutableDictionary<string, uint>.Empty.Add(Cloud.Vm1, 5).Add(Cloud.DhcpPort, 6).Add(Cloud.InternalInterface, 7).Add(Cloud.BackendInterface, 8),
        ImmutableDictionary<string, ushort>.Empty.Add(Cloud.Internal, 1).Add(Cloud.Backend, 2).Add(Cloud.External, 3),
        PatchToTunnel: 1,
        PatchToIntegration: 1,
        [new TunnelPort(SegmentType.Vxlan, Tunnel, 2)],
        []);

    private static NodeView View() => Cloud.View(
        Router,
        Distributed(Cloud.InternalInterface, Cloud.Internal, "fa:16:3e:00:01:02", "192.168.50.1"),
        Distributed(Cloud.BackendInterface, Cloud.Backend, "fa:16:3e:00:01:03", "192.168.60.1"),
        Cloud.Port(AgentGateway, Cloud.External, "fa:16:3e:00:01:05", "203.0.113.30", "network:floatingip_agent_gateway"),
        Cloud.Port(InternalSnat, Cloud.Internal, "fa:16:3e:00:01:06", "192.168.50.3", "network:router_centralized_snat")) with
    {
        Peers = NodeTable<NodePeer>.Of(
        [
            new NodePeer(Cloud.Host, IpAddress.Parse("172.29.0.11")) { RouterMac = MacAddress.Parse("fa:16:3f:00:00:01") },
            new NodePeer(Other, Tunnel) { RouterMac = MacAddress.Parse("fa:16:3f:00:00:02") },
        ]),
    };

    private static NodePort Distributed(string id, string network, string mac, string address) =>
        Cloud.Port(id, network, mac, address, "network:router_interface_distributed") with { Host = "", IsBound = false };

    private static string Text(IEnumerable<Protocols.OpenFlow.Flow> flows) => string.Concat(flows.Select(flow => $"{flow}\n"));
}
