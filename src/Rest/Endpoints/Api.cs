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
    private readonly ApiEdge _edge = new(callers, new StyledRefusals(style.Errors), log);
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
        routes.MapMethods(
            $"{Prefix}/{path}".TrimEnd('/'), [method], context => AnswerAnybodyAsync(context, handle));
    }

    /// <summary>Answers what matches no route below the prefix in the API's own words.</summary>
    public void MapNotFound(IEndpointRouteBuilder routes) =>
        routes.MapFallback(
            $"{Prefix}/{{**path}}", context => _edge.RefuseAnybodyAsync(context, Error.NotFound("HTTPNotFound", "The resource could not be found.")));

    private Task AnswerAsync(HttpContext context, Func<ApiRequest, ValueTask<Result<Reply>>> handle) =>
        _edge.AnswerAsync(context, caller => ReplyAsync(context, caller, handle));

    private Task AnswerAnybodyAsync(HttpContext context, Func<ApiRequest, ValueTask<Result<Reply>>> handle) =>
        _edge.AnswerAnybodyAsync(context, caller => ReplyAsync(context, caller, handle));

    private async Task<Result<Reply>> ReplyAsync(HttpContext context, Caller caller, Func<ApiRequest, ValueTask<Result<Reply>>> handle) =>
        await handle(new ApiRequest(context, caller, Store.Current));
}
