using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Requests;
using Naru.Compute.Validation;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.State;

namespace Naru.Compute.Quotas;

/// <summary><c>/os-quota-sets</c> and <c>/os-quota-class-sets</c>.</summary>
internal sealed class QuotaEndpoints(ComputeApi api, Store store, ComputeQuotas quotas)
{
    private const string Place = "os-quota-sets/{project_id}";
    private const string Class = "os-quota-class-sets/{name}";

    // Networks have quotas of their own since 2.36, and nothing is put into disks since 2.57.
    private static readonly string[] OfNetwork = ["floating_ips", "fixed_ips", "security_groups", "security_group_rules"];
    private static readonly string[] OfFiles = ["injected_files", "injected_file_content_bytes", "injected_file_path_bytes"];
    private static readonly string[] OfGroups = ["server_groups", "server_group_members"];

    private static readonly Shape Update = Shapes.Wrapped("quota_set", Shapes.Object(
        [.. ComputeQuotas.Defaults.Select(quota => new Member(quota.Name, Shapes.Whole(-1)) { Until = LastOf(quota.Name) }), new Member("force", Shapes.Flag)]));

    private static readonly Shape UpdateClass = Shapes.Wrapped("quota_class_set", Shapes.Object(
        [.. ComputeQuotas.Defaults.Select(quota => new Member(quota.Name, Shapes.Whole(-1)) { Since = OfGroups.Contains(quota.Name) ? 50 : 1, Until = OfNetwork.Contains(quota.Name) ? 49 : LastOf(quota.Name) })]));

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, Place, request => Show(request, "show", isDetailed: false));
        api.Map(routes, HttpMethods.Get, Place + "/detail", request => Show(request, "detail", isDetailed: true));
        api.Map(routes, HttpMethods.Get, Place + "/defaults", request => request.Require("os-quota-sets:defaults").Map(_ => Reply.Json(writer =>
            WriteSet(writer, request, "quota_set", request.Route("project_id"), name => quotas.DefaultOf(request.State, name)))));
        api.Map(routes, HttpMethods.Put, Place, UpdateAsync);
        api.Map(routes, HttpMethods.Delete, Place, DeleteAsync);
        api.Map(routes, HttpMethods.Get, Class, request => request.Require("os-quota-class-sets:show").Map(_ => Reply.Json(writer =>
            WriteSet(writer, request, "quota_class_set", request.Route("name"), name => OfClass(request.State, request.Route("name"), name), isClass: true))));
        api.Map(routes, HttpMethods.Put, Class, UpdateClassAsync);
    }

    private static int LastOf(string name) => OfNetwork.Contains(name) ? 35 : OfFiles.Contains(name) ? 56 : VersionRange.Open;

    private static IEnumerable<string> Names(int version, bool isClass) => ComputeQuotas.Defaults.Select(quota => quota.Name)
        .Where(name => version <= (isClass && OfNetwork.Contains(name) ? 49 : LastOf(name)) && (!isClass || version >= 50 || !OfGroups.Contains(name)));

    private int OfClass(IStateReader state, string name, string quota) =>
        ComputeQuotas.Find(state, ProjectLimits.OfClass(name), quota) ?? ComputeQuotas.Defaults.First(known => known.Name == quota).Limit;

    private static void WriteSet(Utf8JsonWriter writer, ComputeRequest request, string wrapper, string? id, Func<string, int> limit, bool isClass = false)
    {
        writer.WriteStartObject();
        writer.WriteStartObject(wrapper);
        if (id is not null)
            writer.WriteString("id", id);
        foreach (var name in Names(request.Version, isClass))
            writer.WriteNumber(name, limit(name));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private Result<Reply> Show(ComputeRequest request, string rule, bool isDetailed)
    {
        var project = request.Route("project_id");
        if (!request.Require($"os-quota-sets:{rule}", project).TryGet(out _, out var error))
            return error;
        var user = request.Query["user_id"].LastOrDefault();
        if (!isDetailed)
            return Reply.Json(writer => WriteSet(writer, request, "quota_set", project, name => quotas.Shown(request.State, project, user, name)));
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("quota_set");
            writer.WriteString("id", project);
            foreach (var name in Names(request.Version, isClass: false))
            {
                writer.WriteStartObject(name);
                writer.WriteNumber("in_use", ComputeQuotas.InUse(request.State, project, name, user));
                writer.WriteNumber("limit", quotas.Shown(request.State, project, user, name));
                writer.WriteNumber("reserved", 0);
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    private async ValueTask<Result<Reply>> UpdateAsync(ComputeRequest request)
    {
        var (project, user) = (request.Route("project_id"), request.Query["user_id"].LastOrDefault());
        if (!request.Require("os-quota-sets:update", project).TryGet(out _, out var error) || !(await request.BodyAsync(Update)).TryGet(out var body, out error))
            return error;
        var given = body.GetProperty("quota_set");
        var isForced = given.FlagOf("force");
        return (await store.WriteAsync(request.Write, Result<Done> (state) =>
        {
            var limits = Given(given);
            foreach (var limit in limits)
            {
                if (user is not null && quotas.Shown(state, project, null, limit.Name) is >= 0 and var most && (limit.Limit > most || limit.Limit < 0))
                    return NovaErrors.BadRequest($"Quota limit {limit.Limit} for {limit.Name} must be less than or equal to {most}.");
                var used = ComputeQuotas.InUse(state, project, limit.Name, user);
                if (!isForced && limit.Limit >= 0 && limit.Limit < used)
                    return NovaErrors.BadRequest($"Quota limit {limit.Limit} for {limit.Name} must be greater than or equal to already used and reserved {used}.");
            }
            Put(state, user is null ? ProjectLimits.OfProject(project) : ProjectLimits.OfUser(project, user), limits);
            return Done.Ok;
        })).Map(_ => Reply.Json(writer => WriteSet(writer, request, "quota_set", null, name => quotas.Shown(store.Current, project, user, name))));
    }

    private async ValueTask<Result<Reply>> UpdateClassAsync(ComputeRequest request)
    {
        if (!request.Require("os-quota-class-sets:update").TryGet(out _, out var error) || !(await request.BodyAsync(UpdateClass)).TryGet(out var body, out error))
            return error;
        var name = request.Route("name");
        return (await store.WriteAsync(request.Write, Result<Done> (state) =>
        {
            Put(state, ProjectLimits.OfClass(name), Given(body.GetProperty("quota_class_set")));
            return Done.Ok;
        })).Map(_ => Reply.Json(writer => WriteSet(writer, request, "quota_class_set", null, quota => OfClass(store.Current, name, quota), isClass: true)));
    }

    private async ValueTask<Result<Reply>> DeleteAsync(ComputeRequest request)
    {
        var (project, user) = (request.Route("project_id"), request.Query["user_id"].LastOrDefault());
        if (!request.Require("os-quota-sets:delete", project).TryGet(out _, out var error))
            return error;
        return (await store.WriteAsync(request.Write, Result<Done> (state) =>
        {
            state.Delete(ComputeTables.Limits, user is null ? ProjectLimits.OfProject(project) : ProjectLimits.OfUser(project, user));
            return Done.Ok;
        })).Map(_ => new Reply(StatusCodes.Status202Accepted, null));
    }

    private static EquatableList<QuotaLimit> Given(JsonElement given) =>
        ComputeQuotas.Defaults.Where(quota => given.Has(quota.Name)).Select(quota => quota with { Limit = given.WholeOf(quota.Name) ?? quota.Limit }).ToEquatableList();

    private static void Put(Transaction state, string id, EquatableList<QuotaLimit> given)
    {
        var known = state.In(ComputeTables.Limits).Find(id);
        var limits = new ProjectLimits(id, (known?.Limits ?? []).Where(limit => !given.Items.Any(other => other.Name == limit.Name)).Concat(given.Items).ToEquatableList());
        if (known is null)
            state.Insert(ComputeTables.Limits, limits);
        else
            state.Update(ComputeTables.Limits, limits);
    }
}
