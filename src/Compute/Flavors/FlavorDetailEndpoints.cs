using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Requests;
using Naru.Compute.Validation;
using Naru.Primitives;
using Naru.Rest.Endpoints;

namespace Naru.Compute.Flavors;

/// <summary>Who may use a flavor, and what drivers and schedulers read of it: <c>os-flavor-access</c>, <c>action</c> and <c>os-extra_specs</c>.</summary>
internal sealed class FlavorDetailEndpoints(ComputeApi api, FlavorEndpoints flavors)
{
    private const string One = "flavors/{id}";
    private const string Specs = One + "/os-extra_specs";

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, One + "/os-flavor-access", ListAccess);
        api.Map(routes, HttpMethods.Post, One + "/action", ActAsync);
        api.Map(routes, HttpMethods.Get, Specs, request => FlavorEndpoints.Find(request.State, request.Caller, request.Route("id")).Map(WriteSpecs));
        api.Map(routes, HttpMethods.Post, Specs, AddSpecsAsync);
        api.Map(routes, HttpMethods.Get, Specs + "/{key}", ShowSpec);
        api.Map(routes, HttpMethods.Put, Specs + "/{key}", SetSpecAsync);
        api.Map(routes, HttpMethods.Delete, Specs + "/{key}", DeleteSpecAsync);
    }

    private static Result<Reply> ListAccess(ComputeRequest request)
    {
        if (!request.Require("os-flavor-access").TryGet(out _, out var error) || !FlavorEndpoints.Find(request.State, request.Caller, request.Route("id")).TryGet(out var flavor, out error))
            return error;
        return flavor.IsPublic ? NovaErrors.NotFound("Access list not available for public flavors.") : WriteAccess(flavor);
    }

    private async ValueTask<Result<Reply>> ActAsync(ComputeRequest request)
    {
        if (!(await request.BodyAsync(Shapes.Any)).TryGet(out var any, out var error))
            return error;
        var isAdding = any.Has("addTenantAccess");
        if (!isAdding && !any.Has("removeTenantAccess"))
            return NovaErrors.BadRequest("There is no such action: " + string.Join(", ", any.EnumerateObject().Select(member => member.Name)));
        if (!request.Require(isAdding ? "os-flavor-access:add_tenant_access" : "os-flavor-access:remove_tenant_access").TryGet(out _, out error))
            return error;
        var shape = isAdding ? FlavorShapes.AddAccess : FlavorShapes.RemoveAccess;
        if (request.FaultOf(shape, any) is { } fault)
            return NovaErrors.BadRequest(fault);
        var project = any.GetProperty(isAdding ? "addTenantAccess" : "removeTenantAccess").TextOf("tenant")!;
        return (await flavors.ChangeAsync(request, flavor => isAdding ? WithAccess(flavor, project) : WithoutAccess(flavor, project))).Map(WriteAccess);
    }

    private static Result<Flavor> WithAccess(Flavor flavor, string project) =>
        flavor.IsPublic ? NovaErrors.Conflict("Can not add access to a public flavor.")
        : flavor.ProjectIds.Items.Contains(project) ? NovaErrors.Conflict($"Flavor access already exists for flavor {flavor.Id} and project {project} combination.")
        : flavor with { ProjectIds = [.. flavor.ProjectIds.Items, project] };

    private static Result<Flavor> WithoutAccess(Flavor flavor, string project) => flavor.ProjectIds.Items.Contains(project)
        ? flavor with { ProjectIds = flavor.ProjectIds.Where(other => other != project).ToEquatableList() }
        : NovaErrors.NotFound($"Flavor access not found for {flavor.Id} / {project} combination.");

    private static Reply WriteAccess(Flavor flavor) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("flavor_access");
        foreach (var project in flavor.ProjectIds)
        {
            writer.WriteStartObject();
            writer.WriteString("flavor_id", flavor.Id);
            writer.WriteString("tenant_id", project);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static Reply WriteSpecs(Flavor flavor) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("extra_specs");
        KeyValues.Write(writer, flavor.ExtraSpecs);
        writer.WriteEndObject();
    });

    private async ValueTask<Result<Reply>> AddSpecsAsync(ComputeRequest request)
    {
        if (!request.Require("os-flavor-extra-specs:create").TryGet(out _, out var error) || !(await request.BodyAsync(FlavorShapes.ExtraSpecs)).TryGet(out var body, out error))
            return error;
        var given = body.PairsOf("extra_specs");
        return (await flavors.ChangeAsync(request, flavor => flavor with { ExtraSpecs = flavor.ExtraSpecs.With(given) })).Map(_ => Reply.Json(writer => body.WriteTo(writer)));
    }

    private static Result<Reply> ShowSpec(ComputeRequest request) =>
        FlavorEndpoints.Find(request.State, request.Caller, request.Route("id")).Then(Result<Reply> (flavor) => flavor.ExtraSpecs.Find(request.Route("key")) is { } value
            ? Reply.Json(writer => KeyValues.Write(writer, [new(request.Route("key"), value)]))
            : NoSpec(flavor, request.Route("key")));

    private async ValueTask<Result<Reply>> SetSpecAsync(ComputeRequest request)
    {
        if (!request.Require("os-flavor-extra-specs:update").TryGet(out _, out var error) || !(await request.BodyAsync(FlavorShapes.ExtraSpec)).TryGet(out var body, out error))
            return error;
        var given = body.Pairs();
        if (given.Count != 1 || given[0].Key != request.Route("key"))
            return NovaErrors.BadRequest("Request body and URI mismatch: the body has the key of the URI and no other.");
        return (await flavors.ChangeAsync(request, flavor => flavor with { ExtraSpecs = flavor.ExtraSpecs.With(given) })).Map(_ => Reply.Json(writer => body.WriteTo(writer)));
    }

    private async ValueTask<Result<Reply>> DeleteSpecAsync(ComputeRequest request)
    {
        if (!request.Require("os-flavor-extra-specs:delete").TryGet(out _, out var error))
            return error;
        var key = request.Route("key");
        return (await flavors.ChangeAsync(request, flavor => flavor.ExtraSpecs.Find(key) is null
            ? NoSpec(flavor, key)
            : flavor with { ExtraSpecs = flavor.ExtraSpecs.Without(key) })).Map(_ => new Reply(StatusCodes.Status200OK, null));
    }

    private static Error NoSpec(Flavor flavor, string key) => NovaErrors.NotFound($"Flavor {flavor.Id} has no extra specs with key {key}.");
}
