using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
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
using Naru.State;

namespace Naru.BlockStorage.Requests;

/// <summary>The edge of the API: who asks in which version, how answers and refusals look.</summary>
internal sealed class VolumeApi(
    Store store, ICallerResolver callers, [FromKeyedServices(BlockStorageRegistration.PolicyKey)] PolicyTable policies, ILogger<VolumeApi> log)
{
    public const string Prefix = BlockStorageRegistration.Root + "/v3";

    public static readonly MicroversionNegotiation Versions = new(new Microversion(3, 0), new Microversion(3, 70), "volume");

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Maps an operation with and without the project in its path.</summary>
    /// <param name="since">The minor version that has it first.</param>
    public void Map(IEndpointRouteBuilder routes, string method, string path, Func<VolumeRequest, Task<Result<Reply>>> handle, int since = 0)
    {
        foreach (var prefix in (string[])[Prefix, Prefix + "/{project_id}"])
            routes.MapMethods($"{prefix}/{path}", [method], http => AnswerAsync(http, handle, since));
    }

    public void Map(IEndpointRouteBuilder routes, string method, string path, Func<VolumeRequest, Result<Reply>> handle, int since = 0) =>
        Map(routes, method, path, request => Task.FromResult(handle(request)), since);

    public void MapNotFound(IEndpointRouteBuilder routes) => routes.MapFallback($"{BlockStorageRegistration.Root}/{{**path}}", http =>
    {
        StartRequest(http);
        return RefuseAsync(http, CinderErrors.NoResource);
    });

    public static async Task WriteAsync(HttpContext http, Reply reply)
    {
        http.Response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers)
            http.Response.Headers[name] = value;
        if (reply.Body is null)
            return;
        var buffer = new ArrayBufferWriter<byte>(1024);
        await using (var writer = new Utf8JsonWriter(buffer, Relaxed))
            reply.Body(writer);
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = buffer.WrittenCount;
        await http.Response.Body.WriteAsync(buffer.WrittenMemory, http.RequestAborted);
    }

    private async Task AnswerAsync(HttpContext http, Func<VolumeRequest, Task<Result<Reply>>> handle, int since)
    {
        var requestId = StartRequest(http);
        try
        {
            if ((await ReplyAsync(http, requestId, handle, since)).TryGet(out var reply, out var error))
                await WriteAsync(http, reply);
            else
                await RefuseAsync(http, error);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody listens any more.
        }
        catch (Exception exception)
        {
            log.RequestFailed(exception, http.Request.Method, http.Request.Path, requestId);
            if (http.Response.HasStarted)
                http.Abort();
            else
                await WriteErrorAsync(http, StatusCodes.Status500InternalServerError, "The request failed because of a defect in the server; its log says more.");
        }
    }

    private async Task<Result<Reply>> ReplyAsync(HttpContext http, string requestId, Func<VolumeRequest, Task<Result<Reply>>> handle, int since)
    {
        if (!(await callers.ResolveAsync(http)).TryGet(out var caller, out var error)
            || !Versions.Of(http).TryGet(out var version, out error))
        {
            return error;
        }
        if (version.Minor < since)
            return CinderErrors.VersionLacks(version.ToString());
        var request = new VolumeRequest(new ApiRequest(http, caller with { RequestId = requestId }, store.Current), version, policies);
        if (request.Route("project_id") is { Length: > 0 } project && project != caller.ProjectId)
            return CinderErrors.MalformedUrl;
        // A path that ends with a slash lacks the id of what it means; without this it would mean the collection.
        return http.Request.Path.Value is [.., '/'] ? CinderErrors.NoResource : await handle(request);
    }

    private Task RefuseAsync(HttpContext http, Error error)
    {
        var status = CinderErrors.StatusOf(error);
        if (status == StatusCodes.Status401Unauthorized)
            http.Response.Headers.WWWAuthenticate = $"Keystone uri=\"{callers.IdentityUrl?.ToString().TrimEnd('/') ?? $"{http.Request.Scheme}://{http.Request.Host}/identity"}\"";
        return WriteErrorAsync(http, status, error.Message);
    }

    private static Task WriteErrorAsync(HttpContext http, int status, string message)
    {
        if (status == StatusCodes.Status413PayloadTooLarge)
            http.Response.Headers.RetryAfter = "0";
        return WriteAsync(http, Reply.Json(
            writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartObject(CinderErrors.FaultOf(status));
                writer.WriteNumber("code", status);
                writer.WriteString("message", message);
                if (status == StatusCodes.Status413PayloadTooLarge)
                    writer.WriteString("retryAfter", "0");
                writer.WriteEndObject();
                writer.WriteEndObject();
            },
            status));
    }

    private static string StartRequest(HttpContext http)
    {
        var requestId = $"req-{Guid.NewGuid()}";
        http.Response.Headers["X-Compute-Request-Id"] = requestId;
        http.Response.Headers["X-Openstack-Request-Id"] = requestId;
        return requestId;
    }
}
