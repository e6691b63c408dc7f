using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Naru.Rest;
using Naru.Rest.Doctor;
using Naru.Rest.Policy;
using Naru.SharedFileSystems.Access;
using Naru.SharedFileSystems.Administration;
using Naru.SharedFileSystems.Ceph;
using Naru.SharedFileSystems.Discovery;
using Naru.SharedFileSystems.Groups;
using Naru.SharedFileSystems.Invariants;
using Naru.SharedFileSystems.Local;
using Naru.SharedFileSystems.Messages;
using Naru.SharedFileSystems.Networks;
using Naru.SharedFileSystems.Quotas;
using Naru.SharedFileSystems.Requests;
using Naru.SharedFileSystems.Servers;
using Naru.SharedFileSystems.Shares;
using Naru.SharedFileSystems.Snapshots;
using Naru.SharedFileSystems.Storage;
using Naru.SharedFileSystems.Transfers;
using Naru.SharedFileSystems.Types;
using Naru.SharedFileSystems.Work;
using Naru.State;

namespace Naru.SharedFileSystems;

/// <summary>The one place where Shared File Systems joins the program.</summary>
public static class SharedFileSystemsRegistration
{
    /// <summary>Under this key is the <see cref="PolicyTable"/> of this API.</summary>
    public const string PolicyKey = "share";

    internal const string Root = "/share";

    /// <summary>Adds Manila v2; where it has share servers, Networking is there too. Needs an <see cref="ICallerResolver"/> and a <see cref="Store"/> whose schema has <see cref="ShareTables.All"/>.</summary>
    public static IServiceCollection AddSharedFileSystems(this IServiceCollection services, ShareOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddKeyedSingleton<PolicyTable>(PolicyKey);
        services.AddSingleton(provider => Backend(options, provider.GetRequiredService<ILogger<IShareBackend>>()));
        if (options.ServerHost is { } host)
            services.AddServerPorts(host);
        services.AddSingleton<Scheduling>();
        services.AddSingleton<ShareServers>();
        services.AddSingleton<ServerWork>();
        services.AddSingleton<VolumeWork>();
        services.AddSingleton<PublishedRules>();
        services.AddSingleton<ShareApi>();
        services.AddSingleton<ShareEndpoints>();
        services.AddSingleton<ExportLocationEndpoints>();
        services.AddSingleton<ShareInstanceEndpoints>();
        services.AddSingleton<AccessEndpoints>();
        services.AddSingleton<TypeEndpoints>();
        services.AddSingleton<ExtraSpecEndpoints>();
        services.AddSingleton<ShareActions>();
        services.AddSingleton<ManageEndpoints>();
        services.AddSingleton<SnapshotEndpoints>();
        services.AddSingleton<SnapshotInstanceEndpoints>();
        services.AddSingleton<SnapshotAccessEndpoints>();
        services.AddSingleton<SecurityServiceEndpoints>();
        services.AddSingleton<NetworkEndpoints>();
        services.AddSingleton<SubnetEndpoints>();
        services.AddSingleton<QuotaEndpoints>();
        services.AddSingleton<LimitEndpoints>();
        services.AddSingleton<PoolEndpoints>();
        services.AddSingleton<ServiceEndpoints>();
        services.AddSingleton<ShareServerEndpoints>();
        services.AddSingleton<ReplicaEndpoints>();
        services.AddSingleton<MessageEndpoints>();
        services.AddSingleton<TransferEndpoints>();
        services.AddSingleton<GroupEndpoints>();
        services.AddSingleton<GroupTypeEndpoints>();
        services.AddSingleton<GroupSnapshotEndpoints>();
        services.AddSingleton<Housekeeping>();
        services.AddHostedService<ShareWorker>();
        return services;
    }

    /// <summary>Adds what holds in every state of this API.</summary>
    public static IServiceCollection AddShareInvariants(this IServiceCollection services) =>
        services.AddSingleton<IInvariant, ShareReferencesExist>().AddSingleton<IInvariant, ExportNumbersDiffer>();

    /// <summary>Sees to it that there is a type of shares.</summary>
    public static async Task PrepareSharedFileSystemsAsync(this IServiceProvider services, CancellationToken cancellation) =>
        (await DefaultType.EnsureAsync(services.GetRequiredService<Store>(), services.GetRequiredService<Scheduling>().OwnPool.Capabilities, cancellation)).Unwrap();

    /// <summary>Maps <c>/share</c> and everything below it.</summary>
    public static void MapSharedFileSystemsApi(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        SharePolicies.AddTo(services.GetRequiredKeyedService<PolicyTable>(PolicyKey));
        VersionEndpoints.Map(routes, services.GetRequiredService<ShareApi>());
        services.GetRequiredService<ShareEndpoints>().Map();
        services.GetRequiredService<ExportLocationEndpoints>().Map();
        services.GetRequiredService<ShareInstanceEndpoints>().Map();
        services.GetRequiredService<AccessEndpoints>().Map();
        services.GetRequiredService<TypeEndpoints>().Map();
        services.GetRequiredService<ExtraSpecEndpoints>().Map();
        services.GetRequiredService<ShareActions>().Map();
        services.GetRequiredService<ManageEndpoints>().Map();
        services.GetRequiredService<SnapshotEndpoints>().Map();
        services.GetRequiredService<SnapshotInstanceEndpoints>().Map();
        services.GetRequiredService<SnapshotAccessEndpoints>().Map();
        services.GetRequiredService<SecurityServiceEndpoints>().Map();
        services.GetRequiredService<NetworkEndpoints>().Map();
        services.GetRequiredService<SubnetEndpoints>().Map();
        services.GetRequiredService<QuotaEndpoints>().Map();
        services.GetRequiredService<LimitEndpoints>().Map();
        services.GetRequiredService<PoolEndpoints>().Map();
        services.GetRequiredService<ServiceEndpoints>().Map();
        services.GetRequiredService<ShareServerEndpoints>().Map();
        services.GetRequiredService<ReplicaEndpoints>().Map();
        services.GetRequiredService<MessageEndpoints>().Map();
        services.GetRequiredService<TransferEndpoints>().Map();
        using (services.GetRequiredService<ShareApi>().ExperimentalUntil(54))
        {
            services.GetRequiredService<GroupEndpoints>().Map();
            services.GetRequiredService<GroupTypeEndpoints>().Map();
            services.GetRequiredService<GroupSnapshotEndpoints>().Map();
        }
        services.GetRequiredService<ShareApi>().Finish(routes);
    }

    private static IShareBackend Backend(ShareOptions options, ILogger log)
    {
        if (options.CephFs is { } ceph)
            return new CephBackend(ceph, log);
        var obstacle = options.Address is null ? "the server has no --share-address" : LocalBackend.Obstacle();
        if (obstacle is null)
            return new LocalBackend(options, options.Address!, log); // Otherwise there is an obstacle.
        log.Simulated(obstacle);
        return new SimulatedBackend(obstacle);
    }
}
