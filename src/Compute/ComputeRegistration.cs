using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Naru.Compute.Flavors;
using Naru.Compute.Keypairs;
using Naru.Compute.Quotas;
using Naru.Compute.Requests;
using Naru.Compute.Scheduling;
using Naru.Compute.Servers;
using Naru.Compute.Versions;
using Naru.Compute.Volumes;
using Naru.Network.NodeLink;
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
        services.AddSingleton<InstancePorts>();
        services.AddSingleton<ServerImages>();
        services.AddSingleton<ServerVolumes>();
        services.AddSingleton<ServerProgress>();
        services.AddSingleton<ServerCreation>();
        services.AddSingleton<ServerViews>();
        services.AddSingleton<IHostedPart, InstanceHosting>();
        services.AddSingleton<IContentSource, ImageContent>();
        services.AddSingleton<FlavorEndpoints>();
        services.AddSingleton<FlavorDetailEndpoints>();
        services.AddSingleton<KeypairEndpoints>();
        services.AddSingleton<ServerEndpoints>();
        return services;
    }

    /// <summary>Maps <c>/compute</c> and everything below it.</summary>
    public static void MapComputeApi(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        ComputePolicies.AddTo(services.GetRequiredKeyedService<PolicyTable>(PolicyKey));
        routes.MapVersions();
        services.GetRequiredService<FlavorEndpoints>().Map(routes);
        services.GetRequiredService<FlavorDetailEndpoints>().Map(routes);
        services.GetRequiredService<KeypairEndpoints>().Map(routes);
        services.GetRequiredService<ServerEndpoints>().Map(routes);
        services.GetRequiredService<ComputeApi>().MapNotFound(routes);
    }
}
