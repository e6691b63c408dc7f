using System.Text.Json;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.Rest.Policy;
using Naru.State;

namespace Naru.SharedFileSystems.Requests;

/// <summary>A request whose caller and version are known, and whose body is read.</summary>
internal sealed class ShareRequest(ApiRequest request, Viewer viewer, JsonElement body, PolicyTable policies)
{
    public Caller Caller => request.Caller;

    public Snapshot State => request.State;

    public WriteContext Write => request.Write;

    public Viewer Viewer { get; } = viewer;

    public Microversion Version => Viewer.Version;

    public JsonElement Body { get; } = body;

    public string Id => Route("id");

    public CancellationToken Cancellation => request.Http.RequestAborted;

    public string Route(string name) => request.Route(name);

    public string? Query(string name) => request.Http.Request.Query.TryGetValue(name, out var values) ? values[^1] : null;

    public IEnumerable<KeyValuePair<string, string>> Queries =>
        request.Http.Request.Query.Select(pair => KeyValuePair.Create(pair.Key, pair.Value[^1] ?? ""));

    /// <summary>The URL of the request without its query.</summary>
    public string Url => request.Url;

    public bool Allows(string rule, string? project) => policies.Allows(rule, Caller, new ProjectTarget(project));

    /// <summary>The refusal of what the caller may not do with something of a project; null when it is allowed.</summary>
    public Error? Refusal(string rule, string? project) => Allows(rule, project) ? null : ManilaErrors.NotAllowed(rule);

    private readonly struct ProjectTarget(string? project) : IPolicyTarget
    {
        public string? Attribute(string name) => name is "project_id" or "tenant_id" ? project : null;
    }
}
