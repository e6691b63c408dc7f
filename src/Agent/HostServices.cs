using Microsoft.Extensions.Logging;
using Naru.Agent.Dhcp;
using Naru.Agent.Firewall;
using Naru.Agent.LinuxBridge;
using Naru.Agent.Metadata;
using Naru.Agent.Namespaces;
using Naru.Agent.OpenVSwitch.Ports;
using Naru.Agent.Ovn;
using Naru.Agent.Reconciling;
using Naru.Agent.Routing;
using Naru.Agent.Routing.Distributed;
using Naru.Agent.Routing.HighAvailability;
using Naru.Agent.SecurityLog;
using Naru.Agent.Server;
using Naru.Agent.Shares;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent;

/// <summary>The services of a host beside its switch, by the roles in its configuration.</summary>
internal static class HostServices
{
    /// <param name="instances">Those that run instances, if the host does.</param>
    public static IReadOnlyList<IHostService> Create(
        NetworkNamespace home, string host, AgentConfiguration configuration, RouterLeases leases, ServerContent server, IReadOnlyList<IHostService> instances, ILoggerFactory logs)
    {
        var cables = configuration.IsLinuxBridge
            ? new CableStyle(FinishChecksums: false, BridgeNames.TapPrefix)
            : new CableStyle(FinishChecksums: configuration.DatapathType == "netdev");
        var metadata = new MetadataService(
            configuration.DnsDomain,
            configuration.AvailabilityZone,
            configuration is { NovaMetadata: { } nova, NovaMetadataSecret: { } secret } ? new NovaMetadata(nova, secret) : null,
            new InstanceFacts(server, TimeProvider.System),
            logs);
        if (configuration.IsOvn)
        {
            return
            [
                .. instances,
                new ShareSpaceService(home, host, cables, logs.CreateLogger<ShareSpaceService>()),
                new OvnMetadataService(home, host, cables, configuration.DnsDomain, metadata.Listeners, logs.CreateLogger<OvnMetadataService>()),
                metadata,
            ];
        }
        // Instances first: what they plug is filtered and wired in the same round.
        var services = new List<IHostService>(instances);
        if (configuration.Firewall == "hybrid")
            services.Add(new BridgeFirewall<HybridPort>(home, host, new HybridForm(), logs.CreateLogger<HybridForm>()));
        if (configuration.IsLinuxBridge)
            services.Add(new BridgeFirewall<LinuxBridgePort>(home, host, new LinuxBridgeForm(), logs.CreateLogger<LinuxBridgeForm>()));
        var hasRouters = configuration.Roles.Items.Contains("l3");
        if (hasRouters || configuration.Roles.Items.Contains("dvr"))
        {
            services.Add(new FloatingIpService(home, host, cables, TimeProvider.System, logs.CreateLogger<FloatingIpService>()));
            services.Add(Routing(RouterSpaces.Routers));
        }
        if (hasRouters)
            services.Add(Routing(RouterSpaces.Snat(host)));
        if (configuration.Roles.Items.Contains("dhcp"))
            services.Add(new DhcpService(home, host, cables, configuration.DnsDomain, metadata.Listeners, logs.CreateLogger<DhcpService>()));
        services.Add(new ShareSpaceService(home, host, cables, logs.CreateLogger<ShareSpaceService>()));
        services.Add(SecurityLogOf(home, configuration, logs));
        // Last: its listeners belong to the services before it.
        services.Add(metadata);
        return services;

        RoutingService Routing(RouterSpaces kind) => new(
            home, host, cables, metadata.Listeners, TimeProvider.System, logs.CreateLogger<RoutingService>(), kind, leases);
    }

    private static SecurityLogService SecurityLogOf(NetworkNamespace home, AgentConfiguration configuration, ILoggerFactory logs)
    {
        var sources = new List<ILogSource>();
        if (!configuration.IsLinuxBridge)
            sources.Add(new SwitchLogReader(Path.Combine(configuration.OpenVSwitchRunDirectory, $"{Bridges.Integration}.mgmt")));
        if (configuration.IsLinuxBridge || configuration.Firewall == "hybrid")
            sources.Add(new NetfilterLogReader(home));
        var file = new SecurityLogFile(configuration.SecurityLog, TimeProvider.System, logs.CreateLogger<SecurityLogFile>());
        return new SecurityLogService(sources, file, logs.CreateLogger<SecurityLogService>());
    }
}
