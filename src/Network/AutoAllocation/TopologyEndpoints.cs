using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Policy;

namespace Naru.Network.AutoAllocation;

/// <summary><c>/auto-allocated-topology/{project}</c>: asking for it makes it.</summary>
internal static class TopologyEndpoints
{
    private const string Path = "auto-allocated-topology/{project}";
    private const string GetRule = "get_auto_allocated_topology";
    private const string DeleteRule = "delete_auto_allocated_topology";

    public static void MapAutoAllocation(this IEndpointRouteBuilder routes, Api api, TopologyAllocation allocation)
    {
        api.Policies.Default(GetRule, Rules.ReaderOrAdmin);
        api.Policies.Default(DeleteRule, Rules.MemberOrAdmin);
        api.Map(routes, HttpMethods.Get, Path, request => GetAsync(api, request, allocation));
        api.Map(routes, HttpMethods.Delete, Path, request => DeleteAsync(api, request, allocation));
    }

    private static async ValueTask<Result<Reply>> GetAsync(Api api, ApiRequest request, TopologyAllocation allocation)
    {
        var project = ProjectOf(request);
        if (!Allowed(api, request, GetRule, project).TryGet(out _, out var error))
            return error;
        if (request.Http.Request.Query["fields"].Contains("dry-run"))
            return TopologyAllocation.Check(request.State, project).Map(_ => Show(project, "dry-run=pass"));
        var written = await api.Store.WriteAsync(request.Write, state => allocation.Ensure(state, request.Caller, project));
        return written.Map(topology => Show(project, topology.NetworkId));
    }

    private static async ValueTask<Result<Reply>> DeleteAsync(Api api, ApiRequest request, TopologyAllocation allocation)
    {
        var project = ProjectOf(request);
        if (!Allowed(api, request, DeleteRule, project).TryGet(out _, out var error))
            return error;
        var written = await api.Store.WriteAsync(request.Write, state => allocation.Remove(state, request.Caller, project));
        return written.Map(_ => Reply.NoContent);
    }

    // Clients that know of no project say "None", and mean the one of their token.
    private static string ProjectOf(ApiRequest request) => request.Route("project") is var project && project == "None" ? request.Caller.ProjectId : project;

    private static Result<Done> Allowed(Api api, ApiRequest request, string rule, string project) =>
        api.Policies.Allows(rule, request.Caller, new PathTarget("project_id", project))
            ? Done.Ok
            : Error.Forbidden("PolicyNotAuthorized", $"rule:{rule} is disallowed by policy");

    private static Reply Show(string project, string id) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartObject("auto_allocated_topology");
        writer.WriteString("id", id);
        writer.WriteString("tenant_id", project);
        writer.WriteString("project_id", project);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });
}
