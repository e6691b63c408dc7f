using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.BlockStorage.Requests;
using Naru.Primitives;
using Naru.Rest.Endpoints;

namespace Naru.BlockStorage.Services;

/// <summary><c>/clusters</c> and <c>/workers/cleanup</c>: there are no clusters, and what a process left half done is gone on with by itself.</summary>
internal sealed class ClusterEndpoints(VolumeApi api)
{
    private const int Since = 7;
    private const int CleanupSince = 24;

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var path in (string[])["clusters", "clusters/detail"])
            api.Map(routes, HttpMethods.Get, path, request => request.Refusal("clusters:get_all") is { } refusal ? refusal : Lists("clusters"), Since);
        api.Map(routes, HttpMethods.Get, "clusters/{id}", request => request.Refusal("clusters:get") is { } refusal ? refusal : (Result<Reply>)NoCluster(request), Since);
        api.Map(routes, HttpMethods.Put, "clusters/{id}", request => request.Refusal("clusters:update") is { } refusal ? refusal : (Result<Reply>)NoCluster(request), Since);
        api.Map(routes, HttpMethods.Post, "workers/cleanup", request => request.Refusal("workers:cleanup") is { } refusal
            ? refusal
            : Lists("cleaning", "unavailable") with { Status = StatusCodes.Status202Accepted }, CleanupSince);
    }

    private static Error NoCluster(VolumeRequest request) => CinderErrors.NotFound("Cluster", request.Id);

    private static Reply Lists(params string[] names) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        foreach (var name in names)
        {
            writer.WriteStartArray(name);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    });
}
