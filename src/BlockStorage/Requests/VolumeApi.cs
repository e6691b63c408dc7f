using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.Rest.Policy;
using Naru.Rest.Style;
using Naru.State;

namespace Naru.BlockStorage.Requests;

/// <summary>The edge of the API: who asks in which version, how answers and refusals look.</summary>
internal sealed class VolumeApi(
    Store store, ICallerResolver callers, [FromKeyedServices(BlockStorageRegistration.PolicyKey)] PolicyTable policies, ILogger<VolumeApi> log)
{
    public const string Prefix = BlockStorageRegistration.Root + "/v3";

    public static readonly MicroversionNegotiation Versions = new(new Microversion(3, 0), new Microversion(3, 70), "volume");

    private readonly ApiEdge _edge = new(callers, new FaultRefusals(CinderErrors.StatusOf), log) { OtherRequestIdHeader = "X-Compute-Request-Id" };

    /// <summary>Maps an operation with and without the project in its path.</summary>
    /// <param name="since">The minor version that has it first.</param>
    public void Map(IEndpointRouteBuilder routes, string method, string path, Func<VolumeRequest, Task<Result<Reply>>> handle, int since = 0)
    {
        foreach (var prefix in (string[])[Prefix, Prefix + "/{project_id}"])
            routes.MapMethods($"{prefix}/{path}", [method], http => AnswerAsync(http, handle, since));
    }

    public void Map(IEndpointRouteBuilder routes, string method, string path, Func<VolumeRequest, Result<Reply>> handle, int since = 0) =>
        Map(routes, method, path, request => Task.FromResult(handle(request)), since);

    public void MapNotFound(IEndpointRouteBuilder routes) =>
        routes.MapFallback($"{BlockStorageRegistration.Root}/{{**path}}", http => _edge.RefuseAnybodyAsync(http, CinderErrors.NoResource));

    private Task AnswerAsync(HttpContext http, Func<VolumeRequest, Task<Result<Reply>>> handle, int since) =>
        _edge.AnswerAsync(http, caller => ReplyAsync(http, caller, handle, since));

    private async Task<Result<Reply>> ReplyAsync(HttpContext http, Caller caller, Func<VolumeRequest, Task<Result<Reply>>> handle, int since)
    {
        if (!Versions.Of(http).TryGet(out var version, out var error))
            return error;
        if (version.Minor < since)
            return CinderErrors.VersionLacks(version.ToString());
        var request = new VolumeRequest(new ApiRequest(http, caller, store.Current), version, policies);
        if (request.Route("project_id") is { Length: > 0 } project && project != caller.ProjectId)
            return CinderErrors.MalformedUrl;
        // A path that ends with a slash lacks the id of what it means; without this it would mean the collection.
        return http.Request.Path.Value is [.., '/'] ? CinderErrors.NoResource : await handle(request);
    }
}
