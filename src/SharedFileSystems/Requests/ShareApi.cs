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
using Naru.Rest.Style;
using Naru.SharedFileSystems.Documents;
using Naru.State;

namespace Naru.SharedFileSystems.Requests;

/// <summary>The edge of the API: who asks in which version, and how answers and refusals look.</summary>
internal sealed class ShareApi(
    Store store, ICallerResolver callers, [FromKeyedServices(SharedFileSystemsRegistration.PolicyKey)] PolicyTable policies, ILogger<ShareApi> log)
{
    public const string Prefix = SharedFileSystemsRegistration.Root + "/v2";

    public static readonly MicroversionNegotiation Versions = new(new Microversion(2, 0), new Microversion(2, 78), service: null, "X-OpenStack-Manila-API-Version");

    private const string Experimental = "X-OpenStack-Manila-API-Experimental";

    private readonly ApiEdge _edge = new(callers, new FaultRefusals(ManilaErrors.StatusOf), log) { OtherRequestIdHeader = "X-Compute-Request-Id" };
    private readonly Dictionary<(string Method, string Path), List<Operation>> _operations = [];
    private int _experimentalUntil;

    public void Map(string method, string path, Func<ShareRequest, Task<Result<Reply>>> handle, int since = 0, int until = int.MaxValue) =>
        Add(method, path, new Operation(new VersionRange(since, until), null, handle));

    public void Map(string method, string path, Func<ShareRequest, Result<Reply>> handle, int since = 0, int until = int.MaxValue) =>
        Map(method, path, request => Task.FromResult(handle(request)), since, until);

    /// <summary>An action, which is the name of the only attribute of a body that is posted to <c>PATH/action</c>.</summary>
    public void MapAction(string path, string action, Func<ShareRequest, Task<Result<Reply>>> handle, int since = 0, int until = int.MaxValue) =>
        Add(HttpMethods.Post, $"{path}/action", new Operation(new VersionRange(since, until), action, handle));

    /// <summary>Operations that are added until it is disposed were experimental up to a version.</summary>
    public IDisposable ExperimentalUntil(int version)
    {
        _experimentalUntil = version;
        return new Experiment(this);
    }

    /// <summary>An action that had <c>os-</c> before its name until 2.6.</summary>
    public void MapRenamedAction(string path, string action, Func<ShareRequest, Task<Result<Reply>>> handle)
    {
        MapAction(path, $"os-{action}", handle, until: 6);
        MapAction(path, action, handle, since: 7);
    }

    /// <summary>Maps all that was added, with and without a project in the path.</summary>
    public void Finish(IEndpointRouteBuilder routes)
    {
        foreach (var ((method, path), operations) in _operations)
        {
            foreach (var root in (string[])[Prefix, Prefix + "/{project_id:length(32,36)}"])
                routes.MapMethods($"{root}/{path}", [method], http => AnswerAsync(http, operations));
        }
        routes.MapFallback($"{SharedFileSystemsRegistration.Root}/{{**path}}", http => AnswerAsync(http, []));
    }

    /// <summary>Refuses without asking who it is.</summary>
    public Task RefuseAnybodyAsync(HttpContext http, Error error) => _edge.RefuseAnybodyAsync(http, error);

    private void Add(string method, string path, Operation operation)
    {
        if (!_operations.TryGetValue((method, path), out var operations))
            _operations[(method, path)] = operations = [];
        operations.Add(operation with { ExperimentalUntil = _experimentalUntil });
    }

    private Task AnswerAsync(HttpContext http, List<Operation> operations) => _edge.AnswerAsync(http, caller => ReplyAsync(http, caller, operations));

    private async Task<Result<Reply>> ReplyAsync(HttpContext http, Caller caller, List<Operation> operations)
    {
        if (!Versions.Of(http).TryGet(out var version, out var error))
            return error;
        var isExperimenting = Truth.Of(http.Request.Headers[Experimental]) is true;
        var there = operations.FindAll(operation => operation.Versions.Has(version) && (isExperimenting || version.Minor > operation.ExperimentalUntil || operation.ExperimentalUntil == 0));
        // A path that ends with a slash lacks the id of what it means; without this it would mean the collection.
        if (there.Count == 0 || http.Request.Path.Value is [.., '/'])
            return ManilaErrors.NoResource;
        var request = new ApiRequest(http, caller, store.Current);
        if (request.Route("project_id") is { Length: > 0 } project && project != caller.ProjectId && !caller.IsAdmin)
            return ManilaErrors.Invalid($"Malformed request URL: its project '{project}' is not the one of the token, '{caller.ProjectId}'.");
        if (!(await request.BodyAsync()).TryGet(out var body, out error))
            return error;
        var viewer = new Viewer(version, caller.IsAdmin, $"{http.Request.Root()}{Prefix}");
        var operation = there[0].Action is null ? there[0] : there.Find(one => body.ValueKind is JsonValueKind.Object && body.TryGetProperty(one.Action!, out _));
        // An action of other versions is not there; one of none is a mistake.
        if (operation is null && operations.Exists(one => one.Action is { } action && body.ValueKind is JsonValueKind.Object && body.TryGetProperty(action, out _)))
            return ManilaErrors.NoResource;
        if (operation is null)
            return ManilaErrors.Invalid($"There is no such action: expected {string.Join(", ", there.Select(one => one.Action))}.");
        return await operation.Handle(new ShareRequest(request, viewer, body, policies));
    }

    private sealed class Experiment(ShareApi api) : IDisposable
    {
        public void Dispose() => api._experimentalUntil = 0;
    }
}
