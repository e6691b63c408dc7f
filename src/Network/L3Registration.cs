using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Naru.Network.Agents;
using Naru.Network.AutoAllocation;
using Naru.Network.ConntrackHelpers;
using Naru.Network.Flavors;
using Naru.Network.FloatingIps;
using Naru.Network.Metering;
using Naru.Network.NdpProxies;
using Naru.Network.Networks;
using Naru.Network.Nodes;
using Naru.Network.PortForwardings;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.Routers.Distributed;
using Naru.Network.Routers.Gateways;
using Naru.Network.Routers.HighAvailability;
using Naru.Rest.Endpoints;
using Naru.Rest.Policy;

namespace Naru.Network;

/// <summary>Adds routers, floating IPs, agents and their scheduling to the Networking API.</summary>
internal static class L3Registration
{
    public static void AddL3(this IServiceCollection services)
    {
        services.AddSingleton<INetworkGuard, L3Guard>();
        services.AddSingleton<IPortGuard, L3Guard>();
        services.AddSingleton<DhcpScheduling>();
        services.AddSingleton<RouterScheduling>();
        services.AddSingleton(provider => new LeaseBook(TimeProvider.System, provider.GetRequiredService<NetworkOptions>()));
        services.AddSingleton<DistributedPorts>();
        services.AddSingleton<RouterModes>();
        services.AddSingleton<NodeAttachment>();
        services.AddSingleton<RouterGateway>();
        services.AddSingleton<ExternalGateways>();
        services.AddSingleton<RouterInterfaces>();
        services.AddSingleton(provider => new RouterRules(
            provider.GetRequiredService<RouterGateway>(), provider.GetRequiredService<ExternalGateways>(), provider.GetRequiredService<RouterModes>(),
            provider.GetRequiredService<DistributedPorts>(), provider.GetRequiredService<RouterScheduling>(),
            provider.GetRequiredService<NetworkOptions>(), provider.GetRequiredKeyedService<PolicyTable>(NetworkRegistration.PolicyKey),
            provider.GetServices<IRouterGuard>()));
        services.AddSingleton<FloatingIpRules>();
        services.AddSingleton<IFloatingIpGuard, PortForwardingGuard>();
        services.AddSingleton<IPortGuard, PortForwardingGuard>();
        services.AddSingleton<IPortGuard, NdpProxyRules>();
        services.AddSingleton<IRouterGuard, PortForwardingGuard>();
        services.AddSingleton<IRouterGuard, ConntrackHelperRules>();
        services.AddSingleton<IRouterGuard, NdpProxyRules>();
        services.AddSingleton<TopologyAllocation>();
        services.AddSingleton<AgentRules>();
    }

    public static void MapL3(this IEndpointRouteBuilder routes, Api api, ResourceEndpoints<VirtualNetwork> networks)
    {
        var services = routes.ServiceProvider;
        var routers = ResourceEndpoints<Router>.Map(routes, api, RouterResource.Definition, services.GetRequiredService<RouterRules>());
        routers.MapTags(routes, api);
        routers.MapActions(routes, api, services.GetRequiredService<RouterInterfaces>());
        routers.MapExternalGateways(routes, api, services.GetRequiredService<ExternalGateways>(), services.GetServices<IRouterGuard>());
        ResourceEndpoints<FloatingIp>.Map(routes, api, FloatingIpResource.Definition, services.GetRequiredService<FloatingIpRules>()).MapTags(routes, api);
        routes.MapFloatingIpPools(api);
        ResourceEndpoints<PortForwarding>.Map(routes, api, PortForwardingResource.Definition, new PortForwardingRules());
        var usesOvn = services.GetRequiredService<NetworkOptions>().UsesOvn;
        if (!usesOvn)
        {
            ResourceEndpoints<ConntrackHelper>.Map(routes, api, ConntrackHelperResource.Definition, new ConntrackHelperRules());
            ResourceEndpoints<NdpProxy>.Map(routes, api, NdpProxyResource.Definition, new NdpProxyRules());
            ResourceEndpoints<MeteringLabel>.Map(routes, api, MeteringResource.Labels, new MeteringLabelRules());
            ResourceEndpoints<MeteringRule>.Map(routes, api, MeteringResource.LabelRules, new MeteringRuleRules());
            ResourceEndpoints<MeterReading>.Map(routes, api, MeteringResource.Readings, new MeterReadingRules());
        }
        var agents = ResourceEndpoints<Agent>.Map(routes, api, AgentResource.Definition, services.GetRequiredService<AgentRules>());
        if (!usesOvn)
        {
            new SchedulerEndpoints(
                api, agents, networks, routers, services.GetRequiredService<DhcpScheduling>(), services.GetRequiredService<RouterScheduling>()).Map(routes);
        }
        routes.MapFlavors(api);
        routes.MapAvailabilityZones(api);
        routes.MapAutoAllocation(api, services.GetRequiredService<TopologyAllocation>());
    }
}
