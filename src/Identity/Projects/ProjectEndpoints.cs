using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.Identity.Projects;

/// <summary>Shows a project, on request with what is above and below it in the tree.</summary>
internal static class ProjectEndpoints
{
    public static void MapProjects(this IdentityApi identity, IEndpointRouteBuilder routes)
    {
        identity.Api.Map(routes, HttpMethods.Get, "projects/{id}", request =>
            identity.Projects.FindFor(request.State, request.Caller, request.Route("id"), "get_project")
                .Map(project => Show(identity, request, project)));
        identity.MapProjectTags(routes);
    }

    private static Reply Show(IdentityApi identity, ApiRequest request, Project project) => Reply.Json(writer =>
    {
        var view = identity.Projects.View;
        var url = identity.Url(request, "projects");
        var query = request.Http.Request.Query;
        writer.WriteStartObject();
        writer.WritePropertyName("project");
        view.Write(writer, request.State, request.Caller, project, null, url, inner =>
        {
            if (query.ContainsKey("parents_as_list"))
                WriteList(inner, "parents", request.State.Ancestors(project));
            if (query.ContainsKey("subtree_as_list"))
                WriteList(inner, "subtree", request.State.Subtree(project.Id));
            if (query.ContainsKey("parents_as_ids"))
                WriteParents(inner, request.State, project);
            if (query.ContainsKey("subtree_as_ids"))
            {
                inner.WritePropertyName("subtree");
                WriteSubtree(inner, request.State, project.Id);
            }
        });
        writer.WriteEndObject();

        void WriteList(Utf8JsonWriter inner, string name, IEnumerable<Project> projects)
        {
            inner.WriteStartArray(name);
            foreach (var other in projects.Where(other => view.Sees(request.State, request.Caller, other)))
            {
                inner.WriteStartObject();
                inner.WritePropertyName("project");
                view.Write(inner, request.State, request.Caller, other, null, url);
                inner.WriteEndObject();
            }
            inner.WriteEndArray();
        }
    });

    // {"parent": {"grandparent": {…: null}}}, the domain being the outermost.
    private static void WriteParents(Utf8JsonWriter writer, Snapshot state, Project project)
    {
        writer.WritePropertyName("parents");
        var depth = 0;
        for (var id = project.ParentId; id is not null; id = state.In(ProjectTable.Table).Find(id)?.ParentId)
        {
            writer.WriteStartObject();
            writer.WritePropertyName(id);
            depth++;
        }
        writer.WriteNullValue();
        for (; depth > 0; depth--)
            writer.WriteEndObject();
    }

    private static void WriteSubtree(Utf8JsonWriter writer, Snapshot state, string id)
    {
        var children = ProjectTable.ByParent.Of(state, id);
        if (children.Count == 0)
        {
            writer.WriteNullValue();
            return;
        }
        writer.WriteStartObject();
        foreach (var child in children)
        {
            writer.WritePropertyName(child.Id);
            WriteSubtree(writer, state, child.Id);
        }
        writer.WriteEndObject();
    }
}
