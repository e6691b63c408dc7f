using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Naru.Compute.Aggregates;
using Naru.Compute.ExternalEvents;
using Naru.Compute.Consoles;
using Naru.Compute.Flavors;
using Naru.Compute.Hosts;
using Naru.Compute.Keypairs;
using Naru.Compute.Migrations;
using Naru.Compute.Proxies;
using Naru.Compute.Quotas;
using Naru.Compute.Requests;
using Naru.Compute.Scheduling;
using Naru.Compute.ServerGroups;
using Naru.Compute.Servers;
using Naru.Compute.Servers.Operations;
using Naru.Compute.Servers.Parts;
using Naru.Compute.Usage;
using Naru.Compute.Versions;
using Naru.Compute.Volumes;
using Naru.Network.NodeLink;
using Naru.Network.Ports;
using Naru.Rest;
using Naru.Rest.Endpoints;
using Naru.Rest.Policy;
using Naru.State;

namespace Naru.Compute;

/// <summary>The one place where Compute joins the program.</summary>
public static class ComputeRegistration
{
    /// <summary>Under this key is the <see cref="PolicyTable"/> of this API.</summary>
    public const string PolicyKey = "compute";

    internal const string Root = "/compute";

    /// <summary>Adds Nova v2.1. Needs Network, Images and the node link; a service that implements <see cref="IVolumes"/> is used if it was added before.</summary>
    public static IServiceCollection AddCompute(this IServiceCollection services, ComputeOptions options)
    {
        services.AddSingleton(options);
        services.AddKeyedSingleton<PolicyTable>(PolicyKey);
        services.AddSingleton(provider => new ComputeApi(
            provider.GetRequiredService<Store>(), provider.GetRequiredKeyedService<PolicyTable>(PolicyKey),
            provider.GetRequiredService<ICallerResolver>(), provider.GetRequiredService<ILogger<Api>>()));
        services.TryAddSingleton<IVolumes, NoVolumes>();
        services.AddSingleton<ComputeQuotas>();
        services.AddSingleton<Scheduler>();
        services.AddSingleton<ReturningHosts>();
        services.AddSingleton<InstancePorts>();
        services.AddSingleton<ServerImages>();
        services.AddSingleton<ServerVolumes>();
        services.AddSingleton<LiveMoves>();
        services.AddSingleton<ServerProgress>();
        services.AddHostedService<LiveMoveWatch>();
        services.AddSingleton<ServerCreation>();
        services.AddSingleton<ServerViews>();
        services.AddSingleton<InstanceHosting>();
        services.AddSingleton<IHostedPart>(provider => provider.GetRequiredService<InstanceHosting>());
        services.AddSingleton<IPortGuard, InstancePortGuard>();
        services.AddSingleton<IContentSource, ImageContent>();
        services.AddSingleton<IContentSource, InstanceContent>();
        services.AddSingleton<IContentSource, DiskContent>();
        services.AddSingleton<IContentSource, SealedPasswords>();
        services.AddSingleton<FlavorEndpoints>();
        services.AddSingleton<FlavorDetailEndpoints>();
        services.AddSingleton<KeypairEndpoints>();
        services.AddSingleton<ServerEndpoints>();
        services.AddSingleton<ServerDeletion>();
        services.AddOperations();
        services.AddServerParts();
        services.AddHosts();
        return services;
    }

    private static void AddOperations(this IServiceCollection services)
    {
        services.AddSingleton<IOperations, PowerOperations>();
        services.AddSingleton<IOperations, DiskOperations>();
        services.AddSingleton<IOperations, MoveOperations>();
        services.AddSingleton<IOperations, ShelveOperations>();
        services.AddSingleton<IOperations, NetworkOperations>();
        services.AddSingleton<IOperations, AdminOperations>();
        services.AddSingleton<ConsoleOutput>();
        services.AddSingleton<ConsoleTickets>();
        services.AddSingleton<RemoteConsoles>();
        services.AddSingleton<ConsoleProxy>();
        services.AddSingleton<OperationEndpoints>();
    }

    private static void AddServerParts(this IServiceCollection services)
    {
        services.AddSingleton<MetadataEndpoints>();
        services.AddSingleton<ServerTagEndpoints>();
        services.AddSingleton<AddressEndpoints>();
        services.AddSingleton<InterfaceEndpoints>();
        services.AddSingleton<VolumeAttachmentEndpoints>();
        services.AddSingleton<ActionEndpoints>();
        services.AddSingleton<InsightEndpoints>();
    }

    private static void AddHosts(this IServiceCollection services)
    {
        services.AddSingleton<ServerGroupEndpoints>();
        services.AddSingleton<HypervisorEndpoints>();
        services.AddSingleton<ServiceEndpoints>();
        services.AddSingleton<HostEndpoints>();
        services.AddSingleton<AggregateEndpoints>();
        services.AddSingleton<QuotaEndpoints>();
        services.AddSingleton<LimitEndpoints>();
        services.AddSingleton<UsageEndpoints>();
        services.AddSingleton<MigrationEndpoints>();
        services.AddSingleton<ExternalEventEndpoints>();
        services.AddSingleton<ImageEndpoints>();
        services.AddSingleton<FormerEndpoints>();
    }

    /// <summary>Maps <c>/compute</c> and everything below it.</summary>
    /// <param name="network">The Networking API, whose objects old versions of this one show as their own.</param>
    public static void MapComputeApi(this IEndpointRouteBuilder routes, Api network)
    {
        var services = routes.ServiceProvider;
        ComputePolicies.AddTo(services.GetRequiredKeyedService<PolicyTable>(PolicyKey));
        routes.MapVersions();
        services.GetRequiredService<FlavorEndpoints>().Map(routes);
        services.GetRequiredService<FlavorDetailEndpoints>().Map(routes);
        services.GetRequiredService<KeypairEndpoints>().Map(routes);
        services.GetRequiredService<ServerEndpoints>().Map(routes);
        services.GetRequiredService<OperationEndpoints>().Map(routes);
        services.GetRequiredService<MetadataEndpoints>().Map(routes);
        services.GetRequiredService<ServerTagEndpoints>().Map(routes);
        services.GetRequiredService<AddressEndpoints>().Map(routes);
        services.GetRequiredService<InterfaceEndpoints>().Map(routes);
        services.GetRequiredService<VolumeAttachmentEndpoints>().Map(routes);
        services.GetRequiredService<ActionEndpoints>().Map(routes);
        services.GetRequiredService<InsightEndpoints>().Map(routes);
        services.GetRequiredService<RemoteConsoles>().Map(routes);
        services.GetRequiredService<ConsoleProxy>().Map(routes);
        services.GetRequiredService<ServerGroupEndpoints>().Map(routes);
        services.GetRequiredService<HypervisorEndpoints>().Map(routes);
        services.GetRequiredService<ServiceEndpoints>().Map(routes);
        services.GetRequiredService<HostEndpoints>().Map(routes);
        services.GetRequiredService<AggregateEndpoints>().Map(routes);
        services.GetRequiredService<QuotaEndpoints>().Map(routes);
        services.GetRequiredService<LimitEndpoints>().Map(routes);
        services.GetRequiredService<UsageEndpoints>().Map(routes);
        services.GetRequiredService<MigrationEndpoints>().Map(routes);
        services.GetRequiredService<ExternalEventEndpoints>().Map(routes);
        services.GetRequiredService<ImageEndpoints>().Map(routes);
        services.GetRequiredService<FormerEndpoints>().Map(routes);
        var (api, store, collections) = (services.GetRequiredService<ComputeApi>(), services.GetRequiredService<Store>(), new NetworkCollections(network.Collections));
        new SecurityGroupEndpoints(api, store, collections).Map(routes);
        new FloatingIpEndpoints(api, store, collections).Map(routes);
        if (services.GetService<IVolumeCatalog>() is { } volumes)
            new VolumeEndpoints(api, store, services.GetRequiredService<IVolumes>(), volumes).Map(routes);
        if (services.GetService<ISnapshotCatalog>() is { } snapshots)
            new SnapshotEndpoints(api, store, snapshots).Map(routes);
        api.MapNotFound(routes);
    }
}
