using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Naru.Identity.Catalog;
using Naru.Identity.Credentials;
using Naru.Identity.Domains;
using Naru.Identity.Groups;
using Naru.Identity.Passwords;
using Naru.Identity.Policies;
using Naru.Identity.Projects;
using Naru.Identity.Roles;
using Naru.Identity.Users;
using Naru.Primitives;
using Naru.Rest.Endpoints;

namespace Naru.Identity;

/// <summary>The Identity API with the standard operations of its resources, for the endpoints that are special.</summary>
internal sealed class IdentityApi
{
    public IdentityApi(IEndpointRouteBuilder routes, Api api, PasswordRules passwords)
    {
        Api = api;
        Domains = ResourceEndpoints<Project>.Map(routes, api, DomainResource.Definition, new ProjectRules());
        Projects = ResourceEndpoints<Project>.Map(routes, api, ProjectResource.Definition, new ProjectRules());
        Users = ResourceEndpoints<User>.Map(routes, api, UserResource.Define(passwords), new UserRules(passwords));
        Groups = ResourceEndpoints<Group>.Map(routes, api, GroupResource.Definition, new GroupRules());
        Roles = ResourceEndpoints<Role>.Map(routes, api, RoleResource.Definition, new RoleRules());
        ResourceEndpoints<Service>.Map(routes, api, ServiceResource.Definition, new ServiceRules());
        Endpoints = ResourceEndpoints<Catalog.Endpoint>.Map(routes, api, EndpointResource.Definition, new EndpointRules());
        ResourceEndpoints<Credential>.Map(routes, api, CredentialResource.Definition, new CredentialRules());
        ResourceEndpoints<PolicyDocument>.Map(routes, api, PolicyDocumentResource.Definition, new PolicyDocumentRules());
        Regions = ResourceEndpoints<Region>.Map(routes, api, RegionResource.Definition, new RegionRules());
    }

    public Api Api { get; }

    public ResourceEndpoints<Project> Domains { get; }

    public ResourceEndpoints<Project> Projects { get; }

    public ResourceEndpoints<User> Users { get; }

    public ResourceEndpoints<Group> Groups { get; }

    public ResourceEndpoints<Role> Roles { get; }

    public ResourceEndpoints<Catalog.Endpoint> Endpoints { get; }

    public ResourceEndpoints<Region> Regions { get; }

    /// <summary>The URL of a path below <c>/identity/v3</c>, as the caller of the request reaches it.</summary>
    public string Url(ApiRequest request, string path) =>
        $"{request.Http.Request.Root()}{Api.Prefix}/{path}";

    /// <summary>Whether the policy lets the caller do it; the refusal names the rule.</summary>
    public Result<Done> Allow(ApiRequest request, string rule, params (string Name, string? Value)[] target) =>
        Api.Policies.Allows(rule, request.Caller, new NamedAttributes(target)) ? Done.Ok : IdentityErrors.NotAllowed(rule);

    /// <summary>Writes the <c>links</c> of a list.</summary>
    public static void WriteListLinks(Utf8JsonWriter writer, ApiRequest request)
    {
        writer.WriteStartObject("links");
        writer.WriteNull("next");
        writer.WriteString("self", request.Url);
        writer.WriteNull("previous");
        writer.WriteEndObject();
    }
}
