using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Naru.Primitives;

namespace Naru.Rest.Endpoints;

/// <summary>The edge of an API: gives requests their ids, finds out who asks, writes answers, and refuses what cannot be answered.</summary>
public sealed class ApiEdge(ICallerResolver callers, IRefusals refusals, ILogger log)
{
    private const string RequestIdHeader = "X-Openstack-Request-Id";

    private static readonly Error Defect = new(
        ErrorKind.Unavailable, "HTTPInternalServerError", "The request failed because of a defect in the server; its log says more.");

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Another header with the id of the request, which clients of the API may look for; null: none.</summary>
    public string? OtherRequestIdHeader { get; init; }

    /// <summary>Answers who has a valid token.</summary>
    /// <param name="answer">Writes the answer, or says why there is none.</param>
    public async Task AnswerAsync(HttpContext http, Func<Caller, Task<Error?>> answer)
    {
        var requestId = Start(http);
        await GuardAsync(http, requestId, async () => (await callers.ResolveAsync(http)).TryGet(out var caller, out var error)
            ? await answer(caller with { RequestId = requestId })
            : error);
    }

    /// <summary>Answers with a reply who has a valid token.</summary>
    public Task AnswerAsync(HttpContext http, Func<Caller, Task<Result<Reply>>> answer) => AnswerAsync(http, caller => WriteAsync(http, answer(caller)));

    /// <summary>Answers anybody, with a token or without.</summary>
    public async Task AnswerAnybodyAsync(HttpContext http, Func<Caller, Task<Result<Reply>>> answer)
    {
        var requestId = Start(http);
        await GuardAsync(http, requestId, () => WriteAsync(http, answer(new Caller { UserId = "", RequestId = requestId })));
    }

    /// <summary>Refuses without asking who it is.</summary>
    public Task RefuseAnybodyAsync(HttpContext http, Error error)
    {
        Start(http);
        return RefuseAsync(http, error);
    }

    public static async Task WriteAsync(HttpContext http, Reply reply)
    {
        http.Response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers)
            http.Response.Headers[name] = value;
        if (reply.Body is null)
            return;
        // A length instead of chunks: clients on slow links and load balancers like it, and it costs one copy.
        using var buffer = new PooledBuffer();
        await using (var writer = new Utf8JsonWriter(buffer, Compact))
            reply.Body(writer);
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = buffer.Written.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(buffer.Written, http.RequestAborted);
    }

    private static async Task<Error?> WriteAsync(HttpContext http, Task<Result<Reply>> answer)
    {
        if (!(await answer).TryGet(out var reply, out var error))
            return error;
        await WriteAsync(http, reply);
        return null;
    }

    private async Task GuardAsync(HttpContext http, string requestId, Func<Task<Error?>> answer)
    {
        try
        {
            if (await answer() is { } error)
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
                await refusals.WriteAsync(http, Defect, StatusCodes.Status500InternalServerError);
        }
    }

    private Task RefuseAsync(HttpContext http, Error error)
    {
        var status = refusals.StatusOf(error);
        if (status == StatusCodes.Status401Unauthorized)
            http.Response.Headers.WWWAuthenticate = $"Keystone uri=\"{callers.IdentityUrl?.ToString().TrimEnd('/') ?? $"{http.Request.Root()}/identity"}\"";
        return refusals.WriteAsync(http, error, status);
    }

    private string Start(HttpContext http)
    {
        var requestId = $"req-{Guid.NewGuid()}";
        http.Response.Headers[RequestIdHeader] = requestId;
        if (OtherRequestIdHeader is { } other)
            http.Response.Headers[other] = requestId;
        return requestId;
    }
}
