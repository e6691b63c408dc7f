using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naru.Compute.Validation;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.Rest.Policy;
using Naru.State;

namespace Naru.Compute.Requests;

/// <summary>A request whose caller and version are known.</summary>
/// <param name="version">The minor number of the microversion.</param>
/// <param name="isLegacy">It came by <c>/v2</c>, whose bodies may have more than what is known.</param>
internal sealed class ComputeRequest(ApiRequest api, int version, bool isLegacy, PolicyTable policies) : IViewer
{
    public HttpContext Http => api.Http;

    public Caller Caller => api.Caller;

    public Snapshot State => api.State;

    public WriteContext Write => api.Write;

    public int Version => version;

    Microversion IViewer.Version => new(ComputeApi.Versions.Max.Major, version);

    public IQueryCollection Query => Http.Request.Query;

    /// <summary>The address that all paths of the API follow, without a slash.</summary>
    private string Root => $"{Http.Request.Root()}{ComputeRegistration.Root}";

    /// <summary>The same request, reading what is in the state by now.</summary>
    public ComputeRequest At(Snapshot state) => new(new ApiRequest(Http, Caller, state), version, isLegacy, policies);

    public string Route(string name) => api.Route(name);

    /// <summary>The URL of something in the API's own version.</summary>
    public string UrlOf(string path) => $"{Root}/{(isLegacy ? "v2" : "v2.1")}/{path}";

    /// <summary>The URL of something without a version.</summary>
    public string BookmarkOf(string path) => $"{Root}/{path}";

    /// <summary>The URL of a console: a page for a screen, the stream itself for a terminal.</summary>
    public string ConsoleUrlOf(string kind, string token) => $"{(kind == ConsoleKinds.Serial ? $"ws{Root[4..]}" : Root)}/consoles/{kind}?token={token}";

    /// <summary>The URL of an image in the service that has it.</summary>
    public string ImageUrlOf(string id) => $"{Http.Request.Root()}/image/images/{id}";

    public bool May(string rule, string? projectId = null, string? userId = null) =>
        policies.Allows(ComputePolicies.Prefix + rule, Caller, new OwnedTarget(projectId ?? Caller.ProjectId, userId ?? Caller.UserId));

    /// <summary>Refuses what the rule does not let the caller do.</summary>
    /// <param name="rule">Without <c>os_compute_api:</c>.</param>
    /// <param name="projectId">Whose it is; null: the caller's own.</param>
    public Result<Done> Require(string rule, string? projectId = null, string? userId = null) =>
        May(rule, projectId, userId) ? Done.Ok : NovaErrors.NotAllowed(ComputePolicies.Prefix + rule);

    /// <summary>Reads the body and checks its shape.</summary>
    public async ValueTask<Result<JsonElement>> BodyAsync(Shape shape)
    {
        if (!(await api.BodyAsync()).TryGet(out var body, out var error))
            return error;
        if (body.ValueKind is not JsonValueKind.Object)
            return NovaErrors.BadRequest("The request body must be a JSON object.");
        return FaultOf(shape, body) is { } fault ? NovaErrors.BadRequest(fault) : body;
    }

    /// <summary>What is wrong with the body; null: nothing.</summary>
    public string? FaultOf(Shape shape, JsonElement body) => shape(body, "", new ShapeContext(version, isLegacy));

    private readonly struct OwnedTarget(string projectId, string userId) : IPolicyTarget
    {
        public string? Attribute(string name) => name switch
        {
            "project_id" => projectId,
            "user_id" => userId,
            _ => null,
        };
    }
}
