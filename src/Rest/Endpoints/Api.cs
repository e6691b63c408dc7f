using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.OpenApi;
using Naru.Rest.Policy;
using Naru.Rest.Quotas;
using Naru.Rest.Style;
using Naru.State;

namespace Naru.Rest.Endpoints;

/// <summary>One OpenStack API: where it is mounted, its habits, and what its resources need.</summary>
/// <param name="prefix">The path before every resource, such as <c>/networking/v2.0</c>.</param>
public sealed class Api(
    string prefix, IApiStyle style, Store store, PolicyTable policies, ICallerResolver callers, IQuotas? quotas, ILogger<Api> log)
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly List<IResourceCollection> _collections = [];
    private readonly List<ApiOperation> _operations = [];
    private readonly Dictionary<(string Method, string Path), ActionDescription> _descriptions = [];

    public string Prefix { get; } = prefix;

    public IApiStyle Style { get; } = style;

    public Store Store { get; } = store;

    public PolicyTable Policies { get; } = policies;

    public IQuotas? Quotas { get; } = quotas;

    /// <summary>Every resource that is mapped, for documents and tests.</summary>
    public IReadOnlyList<ResourceDefinition> Definitions => [.. _collections.Select(collection => collection.Definition)];

    /// <summary>Every resource that is mapped, for what works on any of them.</summary>
    public IReadOnlyList<IResourceCollection> Collections => _collections;

    /// <summary>Every operation that is mapped, in that order.</summary>
    public IReadOnlyList<ApiOperation> Operations => _operations;

    /// <summary>Says what an operation beside the five of a resource does, for the API's document.</summary>
    public void Describe(string method, string path, ActionDescription description) => _descriptions[(method, path)] = description;

    internal ActionDescription? Description(ApiOperation operation) => _descriptions.GetValueOrDefault((operation.Method, operation.Path));

    internal void Add(IResourceCollection collection) => _collections.Add(collection);

    /// <summary>Maps an operation that is not one of the five of a resource.</summary>
    public void Map(IEndpointRouteBuilder routes, string method, string path, Func<ApiRequest, ValueTask<Result<Reply>>> handle)
    {
        _operations.Add(new ApiOperation(method, path, IsOpen: false));
        foreach (var spelling in Style.SpellingsOf(path))
            routes.MapMethods($"{Prefix}/{spelling}", [method], context => AnswerAsync(context, handle));
    }

    /// <summary>As the other overload, for operations that need no waiting.</summary>
    public void Map(IEndpointRouteBuilder routes, string method, string path, Func<ApiRequest, Result<Reply>> handle) =>
        Map(routes, method, path, request => ValueTask.FromResult(handle(request)));

    /// <summary>An operation that anybody may call without a token, such as asking for one.</summary>
    public void MapOpen(IEndpointRouteBuilder routes, string method, string path, Func<ApiRequest, ValueTask<Result<Reply>>> handle)
    {
        _operations.Add(new ApiOperation(method, path, IsOpen: true));
        routes.MapMethods($"{Prefix}/{path}".TrimEnd('/'), [method], async context =>
        {
            var requestId = StartRequest(context);
            await AnswerAsync(context, new Caller { UserId = "", RequestId = requestId }, handle);
        });
    }

    /// <summary>Answers what matches no route below the prefix in the API's own words.</summary>
    public void MapNotFound(IEndpointRouteBuilder routes) =>
        routes.MapFallback($"{Prefix}/{{**path}}", async context =>
        {
            StartRequest(context);
            await RefuseAsync(context, Error.NotFound("HTTPNotFound", "The resource could not be found."));
        });

    private async Task AnswerAsync(HttpContext context, Func<ApiRequest, ValueTask<Result<Reply>>> handle)
    {
        var requestId = StartRequest(context);
        if (!(await callers.ResolveAsync(context)).TryGet(out var caller, out var error))
            await RefuseAsync(context, error);
        else
            await AnswerAsync(context, caller with { RequestId = requestId }, handle);
    }

    private async Task AnswerAsync(HttpContext context, Caller caller, Func<ApiRequest, ValueTask<Result<Reply>>> handle)
    {
        Result<Reply> result;
        try
        {
            result = await handle(new ApiRequest(context, caller, Store.Current));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            log.RequestFailed(exception, context.Request.Method, context.Request.Path, caller.RequestId);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await WriteAsync(context, writer => Style.Errors.Write(
                writer,
                new Error(ErrorKind.Unavailable, "HTTPInternalServerError", "The request failed because of a defect in the server; its log says more."),
                StatusCodes.Status500InternalServerError));
            return;
        }
        if (!result.TryGet(out var reply, out var error))
        {
            await RefuseAsync(context, error);
            return;
        }
        context.Response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers)
            context.Response.Headers[name] = value;
        if (reply.Body is not null)
            await WriteAsync(context, reply.Body);
    }

    private async Task RefuseAsync(HttpContext context, Error error)
    {
        var status = Style.Errors.StatusCode(error.Kind);
        context.Response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = $"Keystone uri=\"{callers.IdentityUrl?.ToString().TrimEnd('/') ?? $"{context.Request.Scheme}://{context.Request.Host}/identity"}\"";
        await WriteAsync(context, writer => Style.Errors.Write(writer, error, status));
    }

    private static string StartRequest(HttpContext context)
    {
        var requestId = $"req-{Guid.NewGuid()}";
        context.Response.Headers["X-Openstack-Request-Id"] = requestId;
        return requestId;
    }

    private static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> body)
    {
        // A length instead of chunks: clients on slow links and load balancers like it, and it costs one copy.
        using var buffer = new PooledBuffer();
        await using (var writer = new Utf8JsonWriter(buffer, Compact))
            body(writer);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = buffer.Written.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(buffer.Written);
    }
}
