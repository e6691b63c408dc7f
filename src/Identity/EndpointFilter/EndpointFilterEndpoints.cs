using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Identity.Catalog;
using Naru.Identity.Projects;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.Identity.EndpointFilter;

/// <summary>Gives projects endpoints and groups of endpoints (<c>OS-EP-FILTER</c>); a project with none has the whole catalog.</summary>
internal static class EndpointFilterEndpoints
{
    private const string Root = "OS-EP-FILTER";

    public static void MapEndpointFilter(this IdentityApi identity, IEndpointRouteBuilder routes)
    {
        var api = identity.Api;
        var groups = ResourceEndpoints<EndpointGroup>.Map(routes, api, EndpointGroupResource.Definition, new EndpointGroupRules());
        identity.MapAssociation(routes, $"{Root}/projects/{{project_id}}/endpoints/{{member_id}}", new AssociationRules("check", "add", "remove", "endpoint"), "endpoint",
            (state, id) => state.In(CatalogTables.Endpoints).Contains(id));
        identity.MapAssociation(routes, $"{Root}/endpoint_groups/{{member_id}}/projects/{{project_id}}", new AssociationRules("get", "add", "remove", "endpoint_group"), "endpoint group",
            (state, id) => state.In(EndpointFilterTables.Groups).Contains(id));

        MapList($"{Root}/projects/{{project_id}}/endpoints", "list_endpoints_for_project", request => Project(request).Then(project =>
            identity.Endpoints.Many(request, (EndpointFilterTables.EndpointsOf(request.State, project.Id) ?? [])
                .Select(request.State.In(CatalogTables.Endpoints).Find)
                .OfType<Catalog.Endpoint>())));
        MapList($"{Root}/projects/{{project_id}}/endpoint_groups", "list_endpoint_groups_for_project", request => Project(request).Then(project =>
            groups.Many(request, EndpointFilterTables.ByProject.Of(request.State, project.Id)
                .Select(association => request.State.In(EndpointFilterTables.Groups).Find(association.MemberId))
                .OfType<EndpointGroup>())));
        MapList($"{Root}/endpoints/{{member_id}}/projects", "list_projects_for_endpoint", request =>
            request.State.In(CatalogTables.Endpoints).Contains(request.Route("member_id"))
                ? identity.Projects.Many(request, ProjectsWith(request))
                : IdentityErrors.NotFound("endpoint", request.Route("member_id")));
        MapList($"{Root}/endpoint_groups/{{member_id}}/projects", "list_projects_associated_with_endpoint_group", request => Group(request).Then(_ =>
            identity.Projects.Many(request, ProjectsWith(request))));
        MapList($"{Root}/endpoint_groups/{{member_id}}/endpoints", "list_endpoints_associated_with_endpoint_group", request => Group(request).Then(group =>
            identity.Endpoints.Many(request, request.State.In(CatalogTables.Endpoints).All.Where(group.Has))));

        void MapList(string path, string rule, Func<ApiRequest, Result<Reply>> list)
        {
            api.Policies.Default(rule, IdentityPolicies.SystemRead);
            api.Map(routes, HttpMethods.Get, path, request => identity.Allow(request, rule).Then(_ => list(request)));
        }
    }

    private static void MapAssociation(
        this IdentityApi identity, IEndpointRouteBuilder routes, string path, AssociationRules rules, string memberTitle, Func<IStateReader, string, bool> exists)
    {
        var api = identity.Api;
        api.Policies.Default(rules.Read, IdentityPolicies.SystemRead);
        api.Policies.Default(rules.Add, IdentityPolicies.Admin);
        api.Policies.Default(rules.Remove, IdentityPolicies.Admin);
        api.Map(routes, HttpMethods.Get, path, Check);
        api.Map(routes, HttpMethods.Head, path, Check);
        api.Map(routes, HttpMethods.Put, path, request => ChangeAsync(request, rules.Add, (state, association) =>
        {
            if (!state.In(EndpointFilterTables.Associations).Contains(association.Id))
                state.Insert(EndpointFilterTables.Associations, association);
            return Done.Ok;
        }));
        api.Map(routes, HttpMethods.Delete, path, request => ChangeAsync(request, rules.Remove, (state, association) =>
        {
            if (!state.In(EndpointFilterTables.Associations).Contains(association.Id))
                return NoAssociation(association);
            state.Delete(EndpointFilterTables.Associations, association.Id);
            return Done.Ok;
        }));

        Result<Reply> Check(ApiRequest request) => Find(request.State, request, rules.Read).Then<Reply>(association =>
            request.State.In(EndpointFilterTables.Associations).Contains(association.Id) ? Reply.NoContent : NoAssociation(association));

        async ValueTask<Result<Reply>> ChangeAsync(ApiRequest request, string rule, Func<Transaction, EndpointAssociation, Result<Done>> change) =>
            (await api.Store.WriteAsync(request.Write, state =>
                Find(state, request, rule).Then(association => change(state, association))))
                .Map(_ => Reply.NoContent);

        Result<EndpointAssociation> Find(IStateReader state, ApiRequest request, string rule)
        {
            var (projectId, memberId) = (request.Route("project_id"), request.Route("member_id"));
            if (!identity.Allow(request, rule).TryGet(out _, out var error))
                return error;
            if (!state.In(ProjectTable.Table).Contains(projectId))
                return IdentityErrors.NotFound("project", projectId);
            return exists(state, memberId) ? new EndpointAssociation(projectId, memberId) : IdentityErrors.NotFound(memberTitle, memberId);
        }

        Error NoAssociation(EndpointAssociation association) =>
            Error.NotFound("NotFound", $"The {memberTitle} {association.MemberId} is not associated with the project {association.ProjectId}.");
    }

    private static IEnumerable<Project> ProjectsWith(ApiRequest request) => EndpointFilterTables.ByMember.Of(request.State, request.Route("member_id"))
        .Select(association => request.State.In(ProjectTable.Table).Find(association.ProjectId))
        .OfType<Project>();

    private static Result<Project> Project(ApiRequest request) =>
        request.State.In(ProjectTable.Table).Find(request.Route("project_id")) is { } project
            ? project
            : IdentityErrors.NotFound("project", request.Route("project_id"));

    private static Result<EndpointGroup> Group(ApiRequest request) =>
        request.State.In(EndpointFilterTables.Groups).Find(request.Route("member_id")) is { } group
            ? group
            : IdentityErrors.NotFound("endpoint group", request.Route("member_id"));

    /// <summary>Keystone's names: <c>check_endpoint_in_project</c>, <c>add_endpoint_to_project</c>, <c>remove_endpoint_from_project</c>.</summary>
    private sealed record AssociationRules(string Read, string Add, string Remove)
    {
        public AssociationRules(string read, string add, string remove, string what)
            : this($"{read}_{what}_in_project", $"{add}_{what}_to_project", $"{remove}_{what}_from_project")
        {
        }
    }
}
