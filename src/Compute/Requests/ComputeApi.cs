using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.Rest.Policy;
using Naru.Rest.Style;
using Naru.State;

namespace Naru.Compute.Requests;

/// <summary>The edge of the API: versions and places.</summary>
/// <remarks><c>/v2</c> is <c>/v2.1</c> without microversions, for old clients.</remarks>
internal sealed class ComputeApi(Store store, PolicyTable policies, ICallerResolver callers, ILogger<Api> log)
{
    public static readonly MicroversionNegotiation Versions = new(new Microversion(2, 1), new Microversion(2, 96), "compute", "X-OpenStack-Nova-API-Version");

    private readonly Api _current = New("v2.1", store, policies, callers, log);
    private readonly Api _legacy = New("v2", store, policies, callers, log);

    /// <summary>The API as the tools that work on all of them know it.</summary>
    public Api Api => _current;

    public void Map(
        IEndpointRouteBuilder routes, string method, string path, Func<ComputeRequest, ValueTask<Result<Reply>>> handle, VersionRange? versions = null)
    {
        var range = versions ?? VersionRange.Always;
        _current.Map(routes, method, path, request => AnswerAsync(request, isLegacy: false, range, handle));
        _legacy.Map(routes, method, path, request => AnswerAsync(request, isLegacy: true, range, handle));
    }

    public void Map(IEndpointRouteBuilder routes, string method, string path, Func<ComputeRequest, Result<Reply>> handle, VersionRange? versions = null) =>
        Map(routes, method, path, request => ValueTask.FromResult(handle(request)), versions);

    /// <summary>A path of something that this API once had.</summary>
    public void MapGone(IEndpointRouteBuilder routes, params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
        {
            foreach (var method in (string[])[HttpMethods.Get, HttpMethods.Post, HttpMethods.Put, HttpMethods.Delete])
                Map(routes, method, path, _ => Gone());
        }
    }

    public void MapNotFound(IEndpointRouteBuilder routes)
    {
        _current.MapNotFound(routes);
        _legacy.MapNotFound(routes);
    }

    private static Reply Gone() => Fault("The resource is gone: what it was a part of was removed from the Compute API.", StatusCodes.Status410Gone);

    // A refusal whose status no kind of error has.
    private static Reply Fault(string message, int status) => Reply.Json(writer => FaultDocument.Write(writer, message, status), status);

    private async ValueTask<Result<Reply>> AnswerAsync(
        ApiRequest request, bool isLegacy, VersionRange range, Func<ComputeRequest, ValueTask<Result<Reply>>> handle)
    {
        request.Http.Response.Headers["X-Compute-Request-Id"] = request.Caller.RequestId;
        var version = Versions.Min;
        if (!isLegacy && !Versions.Of(request.Http).TryGet(out version, out var error))
            return error.Type == MicroversionNegotiation.NotAcceptable ? Fault(error.Message, StatusCodes.Status406NotAcceptable) : error;
        // A path that ends with a slash lacks the id of what it means; without this it would mean the collection.
        return range.Has(version) && request.Http.Request.Path.Value is not [.., '/']
            ? await handle(new ComputeRequest(request, version.Minor, isLegacy, policies))
            : NovaErrors.NoResource;
    }

    private static Api New(string version, Store store, PolicyTable policies, ICallerResolver callers, ILogger<Api> log) =>
        new($"{ComputeRegistration.Root}/{version}", new NovaStyle(), store, policies, callers, quotas: null, log);
}
