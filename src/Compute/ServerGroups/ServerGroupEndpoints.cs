using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Quotas;
using Naru.Compute.Requests;
using Naru.Compute.Servers;
using Naru.Compute.Validation;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;
using Field = Naru.Rest.Microversions.ShapeField<Naru.Compute.ServerGroups.ServerGroup, Naru.Compute.Requests.ComputeRequest>;

namespace Naru.Compute.ServerGroups;

/// <summary><c>/os-server-groups</c>.</summary>
internal sealed class ServerGroupEndpoints(ComputeApi api, Store store, ComputeQuotas quotas)
{
    private const string Place = "os-server-groups";

    // Since this version a group has one policy, and rules for it.
    private const int OnePolicy = 64;

    private static readonly Shape Create = Shapes.Wrapped("server_group", Shapes.Object(
        new Member("name", Shapes.Name) { IsRequired = true },
        new Member("policies", Shapes.List(Shapes.OneOf(ServerGroup.Affinity, ServerGroup.AntiAffinity), min: 1, max: 1)) { Until = 14, IsRequired = true },
        new Member("policies", Shapes.List(Policy, min: 1, max: 1)) { Since = 15, Until = OnePolicy - 1, IsRequired = true },
        new Member("policy", Policy) { Since = OnePolicy, IsRequired = true },
        new Member("rules", Shapes.Object(("max_server_per_host", Shapes.Whole(1)))) { Since = OnePolicy }));

    private static readonly View<ServerGroup> Shown = new(
        Field.Text("id", group => group.Id),
        Field.Text("name", group => group.Name),
        new("policies", (writer, group, _) => ServerViews.WriteTexts(writer, [group.Policy])) { Until = OnePolicy - 1 },
        Field.Text("policy", group => group.Policy) with { Since = OnePolicy },
        new("rules", WriteRules) { Since = OnePolicy },
        new("members", (writer, group, request) => ServerViews.WriteTexts(writer, ComputeTables.ServersByGroup.Of(request.State, group.Id).Select(server => server.Id))),
        new("metadata", (writer, _, _) => KeyValues.Write(writer, [])) { Until = OnePolicy - 1 },
        Field.Text("project_id", group => group.ProjectId) with { Since = 13 },
        Field.Text("user_id", group => group.UserId) with { Since = 13 });

    private static Shape Policy => Shapes.OneOf(ServerGroup.Affinity, ServerGroup.AntiAffinity, ServerGroup.SoftAffinity, ServerGroup.SoftAntiAffinity);

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, Place, List);
        api.Map(routes, HttpMethods.Post, Place, CreateAsync);
        api.Map(routes, HttpMethods.Get, Place + "/{id}", request => Find(request.State, request, "show").Map(group => Shown.One("server_group", group, request)));
        api.Map(routes, HttpMethods.Delete, Place + "/{id}", DeleteAsync);
    }

    private static Result<ServerGroup> Find(IStateReader state, ComputeRequest request, string rule)
    {
        var id = request.Route("id");
        if (state.In(ComputeTables.Groups).Find(id) is not { } group || (group.ProjectId != request.Caller.ProjectId && !request.Caller.IsAdmin))
            return NovaErrors.NotFound($"Instance group {id} could not be found.");
        return request.Require($"os-server-groups:{rule}", group.ProjectId).Map(_ => group);
    }

    private static Result<Reply> List(ComputeRequest request)
    {
        if (!request.Require("os-server-groups:index").TryGet(out _, out var error))
            return error;
        var wantsAll = request.Query.ContainsKey("all_projects") && request.May("os-server-groups:index:all_projects");
        var groups = (wantsAll ? request.State.In(ComputeTables.Groups).All : ComputeTables.GroupsByProject.Of(request.State, request.Caller.ProjectId)).OrderBy(group => group.CreatedAt).ToList();
        if (!Number(request, "limit").TryGet(out var limit, out error) || !Number(request, "offset").TryGet(out var offset, out error))
            return error;
        return Shown.Many("server_groups", groups.Skip(offset ?? 0).Take(limit ?? int.MaxValue), request);
    }

    private static Result<int?> Number(ComputeRequest request, string name)
    {
        if (!request.Query.TryGetValue(name, out var texts))
            return default(Result<int?>);
        return int.TryParse(texts[^1], out var number) && number >= 0 ? number : NovaErrors.BadRequest($"Invalid input for query parameters {name}. Value: {texts[^1]}.");
    }

    private async ValueTask<Result<Reply>> CreateAsync(ComputeRequest request)
    {
        if (!request.Require("os-server-groups:create").TryGet(out _, out var error) || !(await request.BodyAsync(Create)).TryGet(out var body, out error))
            return error;
        var wanted = body.GetProperty("server_group");
        var policy = wanted.TextOf("policy") ?? wanted.TextsOf("policies")[0];
        var most = wanted.Of("rules").WholeOf("max_server_per_host");
        if (most is not null && policy != ServerGroup.AntiAffinity)
            return NovaErrors.BadRequest("Only anti-affinity policy supports rules.");
        return (await store.WriteAsync(request.Write, Result<ServerGroup> (state) =>
        {
            if (ComputeTables.GroupsByProject.CountOf(state, request.Caller.ProjectId) >= quotas.LimitOf(state, request.Caller.ProjectId, "server_groups"))
                return NovaErrors.OverQuota("Quota exceeded, too many server groups.");
            var group = new ServerGroup
            {
                Id = Guid.NewGuid().ToString(),
                ProjectId = request.Caller.ProjectId,
                UserId = request.Caller.UserId,
                Name = wanted.TextOf("name")!,
                Policy = policy,
                MaxPerHost = most,
                CreatedAt = state.Time,
            };
            state.Insert(ComputeTables.Groups, group);
            return group;
        })).Map(group => Shown.One("server_group", group, request));
    }

    private async ValueTask<Result<Reply>> DeleteAsync(ComputeRequest request) => await store.WriteAsync(request.Write, state => Find(state, request, "delete").Map(group =>
    {
        foreach (var server in ComputeTables.ServersByGroup.Of(state, group.Id).ToList())
            state.Update(ComputeTables.Servers, server with { GroupId = null });
        state.Delete(ComputeTables.Groups, group.Id);
        return Reply.NoContent;
    }));

    private static void WriteRules(Utf8JsonWriter writer, ServerGroup group, ComputeRequest request)
    {
        writer.WriteStartObject();
        if (group.MaxPerHost is { } most)
            writer.WriteNumber("max_server_per_host", most);
        writer.WriteEndObject();
    }
}
