using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
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
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public void Map(IEndpointRouteBuilder routes, string method, string path, Func<ApiRequest, Task<Result<Reply>>> handle) =>
        MapStream(routes, method, path, async request =>
        {
            if (!(await handle(request)).TryGet(out var reply, out var error))
                return error;
            await WriteAsync(request.Http, reply);
            return null;
        });

    public void Map(IEndpointRouteBuilder routes, string method, string path, Func<ApiRequest, Result<Reply>> handle) =>
        Map(routes, method, path, request => Task.FromResult(handle(request)));

    /// <summary>An operation that writes its answer itself, unless it returns an error.</summary>
    public void MapStream(IEndpointRouteBuilder routes, string method, string path, Func<ApiRequest, Task<Error?>> handle) =>
        routes.MapMethods($"{Prefix}/{path}", [method], http => AnswerAsync(http, handle));

    public void MapNotFound(IEndpointRouteBuilder routes) => routes.MapFallback($"{ImageRegistration.Root}/{{**path}}", http =>
    {
        StartRequest(http);
        return RefuseAsync(http, GlanceErrors.NoResource);
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

    private async Task AnswerAsync(HttpContext http, Func<ApiRequest, Task<Error?>> handle)
    {
        var requestId = StartRequest(http);
        try
        {
            if (await RefusalAsync(http, requestId, handle) is { } error)
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

    private async Task<Error?> RefusalAsync(HttpContext http, string requestId, Func<ApiRequest, Task<Error?>> handle)
    {
        if (!(await callers.ResolveAsync(http)).TryGet(out var caller, out var error))
            return error;
        // A path that ends with a slash lacks the id of what it means; without this it would mean the collection.
        return http.Request.Path.Value is [.., '/']
            ? GlanceErrors.NoResource
            : await handle(new ApiRequest(http, caller with { RequestId = requestId }, store.Current));
    }

    private Task RefuseAsync(HttpContext http, Error error)
    {
        var status = GlanceErrors.StatusOf(error);
        if (status == StatusCodes.Status401Unauthorized)
            http.Response.Headers.WWWAuthenticate = $"Keystone uri=\"{callers.IdentityUrl?.ToString().TrimEnd('/') ?? $"{http.Request.Scheme}://{http.Request.Host}/identity"}\"";
        // A body that was refused unread may be longer than what is worth reading.
        if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true } && status is StatusCodes.Status413PayloadTooLarge)
            http.Response.Headers.Connection = "close";
        return WriteErrorAsync(http, status, error.Message);
    }

    private static async Task WriteErrorAsync(HttpContext http, int status, string message)
    {
        var title = $"{status} {ReasonPhrases.GetReasonPhrase(status)}";
        var page = Encoding.UTF8.GetBytes(
            $"<html>\n <head>\n  <title>{title}</title>\n </head>\n <body>\n  <h1>{title}</h1>\n  {HtmlEncoder.Default.Encode(message)}<br /><br />\n </body>\n</html>");
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=UTF-8";
        http.Response.ContentLength = page.Length;
        await http.Response.Body.WriteAsync(page, http.RequestAborted);
    }

    private static string StartRequest(HttpContext http)
    {
        var requestId = $"req-{Guid.NewGuid()}";
        http.Response.Headers["X-Openstack-Request-Id"] = requestId;
        return requestId;
    }
}
