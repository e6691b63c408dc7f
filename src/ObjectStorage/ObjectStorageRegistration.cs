using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
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
using Naru.ObjectStorage.S3;
using Naru.ObjectStorage.Websites;
using Naru.Primitives;
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
        if (options.S3 is { } s3)
            AddS3(services, s3, options.DataDirectory);
        else
            services.AddSingleton<IContentEngine>(_ => new FileEngine(Path.Combine(options.DataDirectory, "contents")));
        services.AddSingleton<Contents>();
        services.AddSingleton(provider => new ObjectIndex(Path.Combine(options.DataDirectory, "index.db"), provider.GetRequiredService<IContentEngine>().Discard));
        services.AddSingleton<ObjectFinder>();
        services.AddSingleton<ObjectOpener>();
        services.AddSingleton<ObjectPlacement>();
        services.AddSingleton(provider => new ServiceObjects(
            provider.GetRequiredService<ObjectIndex>(), provider.GetRequiredService<Contents>(), provider.GetRequiredService<ObjectPlacement>(),
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

    private static void AddS3(IServiceCollection services, S3Options options, string directory)
    {
        services.AddSingleton(provider => new S3Bucket(options, provider.GetRequiredService<ILogger<S3Bucket>>()));
        services.AddSingleton<S3Discards>();
        services.AddHostedService(provider => provider.GetRequiredService<S3Discards>());
        services.AddSingleton<IContentEngine>(provider => new S3Engine(
            provider.GetRequiredService<S3Bucket>(), provider.GetRequiredService<S3Discards>(), DirectoryId.Of(directory)));
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
