using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Naru.Images.Attributes;
using Naru.Images.Content;
using Naru.Images.Discovery;
using Naru.Images.Import;
using Naru.Images.Members;
using Naru.Images.Metadefs;
using Naru.Images.Requests;
using Naru.Rest;
using Naru.Rest.Policy;
using Naru.State;

namespace Naru.Images;

/// <summary>The one place where Image joins the program.</summary>
public static class ImageRegistration
{
    /// <summary>Under this key is the <see cref="PolicyTable"/> of this API.</summary>
    public const string PolicyKey = "image";

    internal const string Root = "/image";

    /// <summary>Adds Glance v2. Needs an <see cref="ICallerResolver"/> and a <see cref="Store"/> whose schema has <see cref="ImageTables.All"/>.</summary>
    public static IServiceCollection AddImages(this IServiceCollection services, ImageOptions options)
    {
        services.AddSingleton(options);
        services.AddKeyedSingleton<PolicyTable>(PolicyKey);
        services.AddSingleton(provider => new ImageAccess(provider.GetRequiredKeyedService<PolicyTable>(PolicyKey)));
        services.AddSingleton(_ => new ImageFiles(options.DataDirectory));
        services.AddSingleton<ImageApi>();
        services.AddSingleton<ImageData>();
        services.AddSingleton(provider => new ImageLibrary(
            provider.GetRequiredService<Store>(), provider.GetRequiredService<ImageAccess>(), provider.GetRequiredService<ImageFiles>(), provider.GetRequiredService<ImageData>()));
        services.AddSingleton<ImportMethods>();
        services.AddSingleton<WebSource>();
        services.AddSingleton<ImportWorker>();
        services.AddSingleton<ImageEndpoints>();
        services.AddSingleton<DataEndpoints>();
        services.AddSingleton<MemberEndpoints>();
        services.AddSingleton<ImportEndpoints>();
        services.AddSingleton<DiscoveryEndpoints>();
        services.AddSingleton(provider => new MetadefAccess(provider.GetRequiredKeyedService<PolicyTable>(PolicyKey), provider.GetRequiredService<Store>()));
        services.AddSingleton<NamespaceEndpoints>();
        services.AddSingleton<ResourceTypeEndpoints>();
        services.AddSingleton<PropertyEndpoints>();
        services.AddSingleton<ObjectEndpoints>();
        services.AddSingleton<TagEndpoints>();
        services.AddHostedService<ImageCleaner>();
        services.AddHostedService<ImageReleases>();
        services.AddHostedService(provider => provider.GetRequiredService<ImportWorker>());
        return services;
    }

    /// <summary>Maps <c>/image</c> and everything below it.</summary>
    public static void MapImageApi(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        ImagePolicies.AddTo(services.GetRequiredKeyedService<PolicyTable>(PolicyKey));
        services.GetRequiredService<DiscoveryEndpoints>().Map(routes);
        services.GetRequiredService<ImageEndpoints>().Map(routes);
        services.GetRequiredService<DataEndpoints>().Map(routes);
        services.GetRequiredService<MemberEndpoints>().Map(routes);
        services.GetRequiredService<ImportEndpoints>().Map(routes);
        services.GetRequiredService<NamespaceEndpoints>().Map(routes);
        services.GetRequiredService<ResourceTypeEndpoints>().Map(routes);
        services.GetRequiredService<PropertyEndpoints>().Map(routes);
        services.GetRequiredService<ObjectEndpoints>().Map(routes);
        services.GetRequiredService<TagEndpoints>().Map(routes);
        services.GetRequiredService<ImageApi>().MapNotFound(routes);
    }
}
