using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Naru.Rest;
using Naru.Rest.Policy;
using Naru.SharedFileSystems.Access;
using Naru.SharedFileSystems.Discovery;
using Naru.SharedFileSystems.Local;
using Naru.SharedFileSystems.Requests;
using Naru.SharedFileSystems.Shares;
using Naru.SharedFileSystems.Storage;
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

    /// <summary>Adds Manila v2. Needs an <see cref="ICallerResolver"/> and a <see cref="Store"/> whose schema has <see cref="ShareTables.All"/>.</summary>
    public static IServiceCollection AddSharedFileSystems(this IServiceCollection services, ShareOptions options)
    {
        services.AddKeyedSingleton<PolicyTable>(PolicyKey);
        services.AddSingleton(provider => Backend(options, provider.GetRequiredService<ILogger<LocalBackend>>()));
        services.AddSingleton<Scheduling>();
        services.AddSingleton<VolumeWork>();
        services.AddSingleton<PublishedRules>();
        services.AddSingleton<ShareApi>();
        services.AddSingleton<ShareEndpoints>();
        services.AddSingleton<ExportLocationEndpoints>();
        services.AddSingleton<ShareInstanceEndpoints>();
        services.AddSingleton<AccessEndpoints>();
        services.AddSingleton<TypeEndpoints>();
        services.AddSingleton<ExtraSpecEndpoints>();
        services.AddHostedService<ShareWorker>();
        return services;
    }

    /// <summary>Sees to it that there is a type of shares.</summary>
    public static async Task PrepareSharedFileSystemsAsync(this IServiceProvider services, CancellationToken cancellation) =>
        (await DefaultType.EnsureAsync(services.GetRequiredService<Store>(), cancellation)).Unwrap();

    /// <summary>Maps <c>/share</c> and everything below it.</summary>
    public static void MapSharedFileSystemsApi(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        SharePolicies.AddTo(services.GetRequiredKeyedService<PolicyTable>(PolicyKey));
        VersionEndpoints.Map(routes);
        services.GetRequiredService<ShareEndpoints>().Map();
        services.GetRequiredService<ExportLocationEndpoints>().Map();
        services.GetRequiredService<ShareInstanceEndpoints>().Map();
        services.GetRequiredService<AccessEndpoints>().Map();
        services.GetRequiredService<TypeEndpoints>().Map();
        services.GetRequiredService<ExtraSpecEndpoints>().Map();
        services.GetRequiredService<ShareApi>().Finish(routes);
    }

    private static IShareBackend Backend(ShareOptions options, ILogger log)
    {
        var obstacle = options.Address is null ? "the server has no --share-address" : LocalBackend.Obstacle();
        if (obstacle is null)
            return new LocalBackend(options, options.Address!, log); // Otherwise there is an obstacle.
        log.Simulated(obstacle);
        return new SimulatedBackend(obstacle);
    }
}
