using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Naru.ObjectStorage.Accounts;
using Naru.ObjectStorage.Bulk;
using Naru.ObjectStorage.Containers;
using Naru.ObjectStorage.Content;
using Naru.ObjectStorage.Expiry;
using Naru.ObjectStorage.Forms;
using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.LargeObjects;
using Naru.ObjectStorage.Objects;
using Naru.ObjectStorage.Requests;
using Naru.ObjectStorage.Websites;
using Naru.Rest;

namespace Naru.ObjectStorage;

/// <summary>The one place where the object store joins the program.</summary>
public static class ObjectStorageRegistration
{
    internal const string Root = "/object-store";

    /// <summary>Adds Swift v1. Needs an <see cref="ICallerResolver"/>.</summary>
    public static IServiceCollection AddObjectStorage(this IServiceCollection services, ObjectStorageOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<WriteClock>();
        services.AddSingleton(_ => new ContentFiles(Path.Combine(options.DataDirectory, "contents")));
        services.AddSingleton(provider =>
        {
            var files = provider.GetRequiredService<ContentFiles>();
            return new ObjectIndex(Path.Combine(options.DataDirectory, "index.db"), files.Discard);
        });
        services.AddSingleton<ObjectFinder>();
        services.AddSingleton<ObjectOpener>();
        services.AddSingleton<ObjectPlacement>();
        services.AddSingleton(provider => new ServiceObjects(
            provider.GetRequiredService<ObjectIndex>(), provider.GetRequiredService<ContentFiles>(), provider.GetRequiredService<ObjectPlacement>(),
            provider.GetRequiredService<ObjectOpener>(), provider.GetRequiredService<WriteClock>()));
        services.AddSingleton<ObjectUpload>();
        services.AddSingleton<ObjectCopy>();
        services.AddSingleton<StaticUpload>();
        services.AddSingleton<BulkUpload>();
        services.AddSingleton<BulkDelete>();
        services.AddSingleton<FormUpload>();
        services.AddSingleton<Website>();
        services.AddSingleton<AccountHandler>();
        services.AddSingleton<ContainerHandler>();
        services.AddSingleton<ObjectHandler>();
        services.AddSingleton<ObjectStorageApi>();
        services.AddHostedService<ExpiryWorker>();
        return services;
    }

    /// <summary>Maps <c>/object-store</c>, and at the root what clients look for there.</summary>
    public static void MapObjectStorageApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.ServiceProvider.GetRequiredService<ObjectStorageApi>();
        routes.Map($"{Root}/{{**path}}", (RequestDelegate)api.HandleAsync);
        foreach (var place in (string[])["", Root])
        {
            routes.MapGet($"{place}/info", (RequestDelegate)(http => http.TextAsync(StatusCodes.Status200OK, "application/json; charset=UTF-8", Capabilities.Json)));
            routes.MapGet($"{place}/healthcheck", (RequestDelegate)api.HealthAsync);
        }
    }
}
