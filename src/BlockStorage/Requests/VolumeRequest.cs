using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naru.BlockStorage.Bodies;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.Rest.Policy;
using Naru.State;

namespace Naru.BlockStorage.Requests;

/// <summary>A request of a known caller in a version of the API.</summary>
internal sealed class VolumeRequest(ApiRequest inner, Microversion version, PolicyTable policies)
{
    public HttpContext Http => inner.Http;

    public Caller Caller => inner.Caller;

    public Snapshot State => inner.State;

    public WriteContext Write => inner.Write;

    public Microversion Version { get; } = version;

    public IQueryCollection Query => inner.Http.Request.Query;

    public string Id => Route("id");

    /// <summary>The URL of the service with the project, as links name it.</summary>
    public string Root
    {
        get
        {
            var project = Route("project_id");
            return $"{Http.Request.Root()}{VolumeApi.Prefix}{(project.Length > 0 ? $"/{project}" : "")}";
        }
    }

    public Viewer Viewer => new(Version, Caller.IsAdmin, Root);

    public string Route(string name) => inner.Route(name);

    public bool Has(int minor) => Version.Minor >= minor;

    public bool Allows(string rule, string projectId) => policies.Allows(rule, Caller, new ProjectTarget(projectId, Caller.UserId));

    public bool Allows(string rule) => Allows(rule, Caller.ProjectId);

    /// <returns>Null when the caller may do it.</returns>
    public Error? Refusal(string rule, string projectId) => Allows(rule, projectId) ? null : CinderErrors.NotAllowed(rule);

    public Error? Refusal(string rule) => Refusal(rule, Caller.ProjectId);

    /// <summary>Whether a thing of a project may be known to the caller; others' are as if they were not there.</summary>
    public bool Sees(string projectId) => Caller.IsAdmin || Caller.ProjectId == projectId;

    public ValueTask<Result<JsonElement>> BodyAsync() => inner.BodyAsync();

    /// <summary>The members of the one object in the body, once they are as declared.</summary>
    public async ValueTask<Result<Fields>> FieldsAsync(BodySchema schema) =>
        (await inner.BodyAsync()).TryGet(out var body, out var error) ? schema.Read(body, Version) : error;
}
