using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.Images.Requests;

/// <summary>The edge of the API: who asks, how answers and refusals look.</summary>
internal sealed class ImageApi(Store store, ICallerResolver callers, ILogger<ImageApi> log)
{
    /// <summary>As the documents of the API name its own paths, whatever it is mounted below.</summary>
    public const string Version = "/v2";

    private const string Prefix = ImageRegistration.Root + Version;
    private readonly ApiEdge _edge = new(callers, new ImageRefusals(), log);

    public void Map(IEndpointRouteBuilder routes, string method, string path, Func<ApiRequest, Task<Result<Reply>>> handle) =>
        MapStream(routes, method, path, async request =>
        {
            if (!(await handle(request)).TryGet(out var reply, out var error))
                return error;
            await ApiEdge.WriteAsync(request.Http, reply);
            return null;
        });

    public void Map(IEndpointRouteBuilder routes, string method, string path, Func<ApiRequest, Result<Reply>> handle) =>
        Map(routes, method, path, request => Task.FromResult(handle(request)));

    /// <summary>An operation that writes its answer itself, unless it returns an error.</summary>
    public void MapStream(IEndpointRouteBuilder routes, string method, string path, Func<ApiRequest, Task<Error?>> handle) =>
        routes.MapMethods($"{Prefix}/{path}", [method], http => AnswerAsync(http, handle));

    public void MapNotFound(IEndpointRouteBuilder routes) =>
        routes.MapFallback($"{ImageRegistration.Root}/{{**path}}", http => _edge.RefuseAnybodyAsync(http, GlanceErrors.NoResource));

    private Task AnswerAsync(HttpContext http, Func<ApiRequest, Task<Error?>> handle) => _edge.AnswerAsync(http, caller => AnswerAsync(http, caller, handle));

    // A path that ends with a slash lacks the id of what it means; without this it would mean the collection.
    private async Task<Error?> AnswerAsync(HttpContext http, Caller caller, Func<ApiRequest, Task<Error?>> handle) => http.Request.Path.Value is [.., '/']
        ? GlanceErrors.NoResource
        : await handle(new ApiRequest(http, caller, store.Current));
}
