using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Identity.Projects;

/// <summary>The tags of a project: <c>/projects/{id}/tags</c>.</summary>
internal static class ProjectTags
{
    /// <summary>The most tags that one project has.</summary>
    public const int Max = 80;

    public static void MapProjectTags(this IdentityApi identity, IEndpointRouteBuilder routes)
    {
        const string All = "projects/{id}/tags";
        const string One = "projects/{id}/tags/{tag}";
        var list = new ListKind<string>(ProjectResource.Tag, Max) { Distinct = true, NullIsEmpty = false };
        var api = identity.Api;
        api.Policies.Default("list_project_tags", ProjectResource.Definition.ReadPolicy);
        api.Policies.Default("get_project_tag", ProjectResource.Definition.ReadPolicy);
        foreach (var rule in (string[])["update_project_tags", "create_project_tag", "delete_project_tags", "delete_project_tag"])
            api.Policies.Default(rule, IdentityPolicies.DomainManage);

        api.Map(routes, HttpMethods.Get, All, request => Find(request.State, request, "list_project_tags").Map(project => Show(request, project.Tags)));
        api.Map(routes, HttpMethods.Get, One, request => Contains(request));
        api.Map(routes, HttpMethods.Head, One, request => Contains(request));
        api.Map(routes, HttpMethods.Put, All, async request =>
        {
            if (!(await request.BodyAsync()).TryGet(out var body, out var error))
                return error;
            if (body.ValueKind is not JsonValueKind.Object || !body.TryGetProperty("tags", out var json))
                return IdentityErrors.Invalid("'tags' is a required property");
            if (!list.Read(json).TryGet(out var tags, out error))
                return IdentityErrors.Invalid($"Invalid input for tags: {error.Message}.");
            return (await ChangeAsync(request, "update_project_tags", _ => tags)).Map(project => Show(request, project.Tags));
        });
        api.Map(routes, HttpMethods.Put, One, async request =>
        {
            var tag = request.Route("tag");
            if (tag.Length > 255 || tag.Contains(',', StringComparison.Ordinal))
                return IdentityErrors.Invalid("A tag has 1 to 255 characters and no ','.");
            return (await ChangeAsync(request, "create_project_tag", old => old.Items.Append(tag).Distinct().ToEquatableList()))
                .Map(_ => new Reply(StatusCodes.Status201Created, null));
        });
        api.Map(routes, HttpMethods.Delete, All, async request =>
            (await ChangeAsync(request, "delete_project_tags", _ => EquatableList<string>.Empty)).Map(_ => Reply.NoContent));
        api.Map(routes, HttpMethods.Delete, One, async request =>
            (await ChangeAsync(request, "delete_project_tag", Result<EquatableList<string>> (old) => old.Items.Contains(request.Route("tag"))
                ? old.Items.Remove(request.Route("tag")).ToEquatableList()
                : IdentityErrors.NotFound("project tag", request.Route("tag")))).Map(_ => Reply.NoContent));

        Result<Reply> Contains(ApiRequest request) => Find(request.State, request, "get_project_tag").Then<Reply>(project =>
            project.Tags.Items.Contains(request.Route("tag")) ? Reply.NoContent : IdentityErrors.NotFound("project tag", request.Route("tag")));

        Result<Project> Find(IStateReader state, ApiRequest request, string rule) =>
            identity.Projects.FindFor(state, request.Caller, request.Route("id"), rule);

        async ValueTask<Result<Project>> ChangeAsync(ApiRequest request, string rule, Func<EquatableList<string>, Result<EquatableList<string>>> change) =>
            await api.Store.WriteAsync(request.Write, Result<Project> (state) =>
            {
                if (!Find(state, request, rule).TryGet(out var project, out var error) || !change(project.Tags).TryGet(out var tags, out error))
                    return error;
                if (tags.Count > Max)
                    return IdentityErrors.Invalid($"A project has at most {Max} tags.");
                var changed = project with { Tags = tags };
                state.Update(ProjectTable.Table, changed);
                return changed;
            });
    }

    private static Reply Show(ApiRequest request, EquatableList<string> tags) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        IdentityApi.WriteListLinks(writer, request);
        writer.WriteStartArray("tags");
        foreach (var tag in tags)
            writer.WriteStringValue(tag);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
