using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Naru.Network.AddressGroups;
using Naru.Network.AddressScopes;
using Naru.Network.DefaultSecurityGroupRules;
using Naru.Network.Engines;
using Naru.Network.Extensions;
using Naru.Network.IpAvailability;
using Naru.Network.LocalIps;
using Naru.Network.Ml2.MechanismDrivers;
using Naru.Network.Ml2.TypeDrivers;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Ports.Bindings;
using Naru.Network.Qos;
using Naru.Network.Quotas;
using Naru.Network.Rbac;
using Naru.Network.SecurityGroups;
using Naru.Network.SecurityGroups.DefaultStatefulness;
using Naru.Network.SecurityLogs;
using Naru.Network.SegmentRanges;
using Naru.Network.Segments;
using Naru.Network.SubnetPools;
using Naru.Network.Subnets;
using Naru.Network.Trunks;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Endpoints;
using Naru.Rest.OpenApi;
using Naru.Rest.Policy;
using Naru.Rest.Style;
using Naru.State;

namespace Naru.Network;

/// <summary>Puts the Networking API together.</summary>
public static class NetworkRegistration
{
    /// <summary>The key of the policy table of this API: rule names of other services may be the same (<c>create_policy</c>).</summary>
    public const string PolicyKey = "network";

    private const string Root = "/networking";

    /// <summary>Registers what the API needs. What uses networks, subnets and ports registers guards beside it.</summary>
    public static IServiceCollection AddNetwork(this IServiceCollection services, NetworkOptions options)
    {
        services.AddSingleton(options);
        services.AddKeyedSingleton<PolicyTable>(PolicyKey);
        services.AddSingleton<ITypeDriver, LocalTypeDriver>();
        services.AddSingleton<ITypeDriver, FlatTypeDriver>();
        services.AddSingleton<ITypeDriver, VlanTypeDriver>();
        services.AddSingleton<ITypeDriver, VxlanTypeDriver>();
        services.AddSingleton<ITypeDriver, GreTypeDriver>();
        services.AddSingleton<ITypeDriver, GeneveTypeDriver>();
        services.AddSingleton<TypeDriverSet>();
        services.AddSingleton<IMechanismDriver, OpenVSwitchDriver>();
        services.AddSingleton<IMechanismDriver, LinuxBridgeDriver>();
        services.AddSingleton<IMechanismDriver, OvnDriver>();
        services.AddSingleton<PortBinder>();
        services.AddSingleton<PortLifecycle>();
        services.AddSingleton<IPortGuard, SecurityLogGuard>();
        services.AddSingleton<IPortGuard, LocalIpGuard>();
        services.AddSingleton<LocalIpRules>();
        services.AddL3();
        services.AddQos();
        services.AddSingleton<NetworkQuotas>();
        services.AddSingleton<ExtensionCatalog>();
        services.AddSingleton<NetworkRules>();
        services.AddSingleton<SubnetRules>();
        services.AddSingleton<PortRules>();
        services.AddSingleton<PortBindings>();
        services.AddSingleton<AddressScopeRules>();
        services.AddSingleton<SubnetPoolRules>();
        services.AddSingleton<IShareable, SharedNetworks>();
        services.AddSingleton<IShareable, SharedSecurityGroups>();
        services.AddSingleton<IShareable, SharedAddressScopes>();
        services.AddSingleton<IShareable, SharedSubnetPools>();
        services.AddSingleton<IShareable, SharedAddressGroups>();
        services.AddSingleton<RbacRules>();
        services.AddSingleton(provider => new SecurityGroupRules(provider.GetRequiredService<NetworkQuotas>()));
        services.AddSingleton<SecurityGroupRuleRules>();
        services.AddSingleton<AddressGroupRules>();
        services.AddSingleton<SegmentRules>();
        services.AddSingleton<SegmentRangeRules>();
        services.AddSingleton<DefaultRanges>();
        services.AddHostedService(provider => provider.GetRequiredService<DefaultRanges>());
        services.AddSingleton<EngineChange>();
        services.AddSingleton<TrunkPorts>();
        services.AddSingleton<TrunkRules>();
        services.AddSingleton<IPortGuard, TrunkGuard>();
        return services;
    }

    /// <summary>Brings the configuration into the state, which happens at start in any case, before the API is used from within.</summary>
    public static Task PrepareNetworkAsync(this IServiceProvider services, CancellationToken cancellation = default) =>
        services.GetRequiredService<DefaultRanges>().StartAsync(cancellation);

    /// <summary>Brings a state that another engine was at work on to the one of the options; nothing happens where it is the same.</summary>
    /// <returns>An error, and nothing is changed, when the state has what the engine cannot do.</returns>
    public static Task<Result<Done>> ChangeEngineAsync(this IServiceProvider services, CancellationToken cancellation = default) =>
        services.GetRequiredService<EngineChange>().ApplyAsync(cancellation);

    /// <summary>Maps the API below <c>/networking</c>.</summary>
    /// <returns>The API, on which further resources are mapped.</returns>
    public static Api MapNetworkApi(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var quotas = services.GetRequiredService<NetworkQuotas>();
        var usesOvn = services.GetRequiredService<NetworkOptions>().UsesOvn;
        var catalog = services.GetRequiredService<ExtensionCatalog>();
        var versions = NewApi(services, Root, null);
        var api = NewApi(services, $"{Root}/v2.0", quotas);
        NetworkPolicy.AddHelpers(api.Policies);

        var networks = ResourceEndpoints<VirtualNetwork>.Map(routes, api, NetworkResource.Definition, services.GetRequiredService<NetworkRules>());
        networks.MapTags(routes, api);
        ResourceEndpoints<Subnet>.Map(routes, api, SubnetResource.Definition, services.GetRequiredService<SubnetRules>()).MapTags(routes, api);
        var ports = ResourceEndpoints<Port>.Map(routes, api, PortResource.Definition, services.GetRequiredService<PortRules>());
        ports.MapTags(routes, api);
        new BindingEndpoints(api, ports, services.GetRequiredService<PortBindings>()).Map(routes);
        ResourceEndpoints<SecurityGroup>.Map(routes, api, SecurityGroupResource.Definition, services.GetRequiredService<SecurityGroupRules>()).MapTags(routes, api);
        ResourceEndpoints<SecurityGroupRule>.Map(routes, api, SecurityGroupRuleResource.Definition, services.GetRequiredService<SecurityGroupRuleRules>());
        ResourceEndpoints<AddressGroup>.Map(routes, api, AddressGroupResource.Definition, services.GetRequiredService<AddressGroupRules>()).MapAddresses(routes, api);
        ResourceEndpoints<DefaultSecurityGroupRule>.Map(routes, api, DefaultSecurityGroupRuleResource.Definition, new DefaultSecurityGroupRuleRules());
        ResourceEndpoints<SecurityLog>.Map(routes, api, SecurityLogResource.Definition, new SecurityLogRules());
        routes.MapLoggableResources(api);
        if (!usesOvn)
        {
            ResourceEndpoints<LocalIp>.Map(routes, api, LocalIpResource.Definition, services.GetRequiredService<LocalIpRules>());
            ResourceEndpoints<PortAssociation>.Map(routes, api, LocalIpResource.Associations, new PortAssociationRules());
        }
        ResourceEndpoints<StatefulnessSetting>.Map(routes, api, DefaultStatefulnessResource.Definition, new DefaultStatefulnessRules());
        ResourceEndpoints<Segment>.Map(routes, api, SegmentResource.Definition, services.GetRequiredService<SegmentRules>()).MapTags(routes, api);
        ResourceEndpoints<SegmentRange>.Map(routes, api, SegmentRangeResource.Definition, services.GetRequiredService<SegmentRangeRules>()).MapTags(routes, api);
        var trunks = ResourceEndpoints<Trunk>.Map(routes, api, TrunkResource.Definition, services.GetRequiredService<TrunkRules>());
        trunks.MapTags(routes, api);
        trunks.MapSubPorts(routes, api, services.GetRequiredService<TrunkRules>());
        routes.MapL3(api, networks);
        routes.MapQos(api);
        ResourceEndpoints<AddressScope>.Map(routes, api, AddressScopeResource.Definition, services.GetRequiredService<AddressScopeRules>());
        var pools = ResourceEndpoints<SubnetPool>.Map(routes, api, SubnetPoolResource.Definition, services.GetRequiredService<SubnetPoolRules>());
        ResourceEndpoints<RbacPolicy>.Map(routes, api, RbacResource.Definition, services.GetRequiredService<RbacRules>());
        ResourceEndpoints<VirtualNetwork>.Map(routes, api, IpAvailabilityResource.Definition, new IpAvailabilityRules());
        pools.MapTags(routes, api);
        pools.MapPrefixOperations(routes, api);
        routes.MapQuotas(api, quotas);
        routes.MapExtensions(api, catalog);
        routes.MapVersions(versions, api);
        catalog.Add(CoreExtensions.All);
        catalog.Add(L3Extensions.All);
        catalog.Add(QosExtensions.All);
        if (usesOvn)
            catalog.Remove(OvnGaps.Aliases);
        routes.MapOpenApi(api, $"{Root}/openapi.json", "OpenStack Networking", "2.0");
        api.MapNotFound(routes);
        return api;
    }

    private static Api NewApi(IServiceProvider services, string prefix, NetworkQuotas? quotas) => new(
        prefix, new NeutronStyle(), services.GetRequiredService<Store>(), services.GetRequiredKeyedService<PolicyTable>(PolicyKey),
        services.GetRequiredService<ICallerResolver>(), quotas, services.GetRequiredService<ILogger<Api>>());
}
