using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Policy;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Network.Quotas;

/// <summary><c>/quotas</c>: limits of projects, their defaults, and what is used of them.</summary>
public static class QuotaEndpoints
{
    private const int MaxLimit = int.MaxValue;
    private static readonly IntegerKind Limit = Kinds.Integer(NetworkQuotas.Unlimited, MaxLimit);

    public static void MapQuotas(this IEndpointRouteBuilder routes, Api api, NetworkQuotas quotas)
    {
        api.Policies.Default("get_quota", Rules.AdminOnly + " or (role:reader and project_id:%(project_id)s)");
        api.Policies.Default("update_quota", Rules.AdminOnly);
        api.Policies.Default("delete_quota", Rules.AdminOnly);

        api.Map(routes, HttpMethods.Get, "quotas", request => Allowed(api, request, "get_quota", "").Map(_ => List(request.State, quotas)));
        api.Map(routes, HttpMethods.Get, "quotas/{project}", request => Allowed(api, request, "get_quota").Map(_ =>
            Show(quotas, resource => quotas.LimitOf(request.State, request.Route("project"), resource))));
        api.Map(routes, HttpMethods.Get, "quotas/{project}/default", request => Allowed(api, request, "get_quota").Map(_ =>
            Show(quotas, resource => resource.Default)));
        foreach (var path in (string[])["quotas/{project}/details", "quotas/{project}/details.json"])
        {
            api.Map(routes, HttpMethods.Get, path, request => Allowed(api, request, "get_quota").Map(_ =>
                Details(request.State, quotas, request.Route("project"))));
        }
        api.Map(routes, HttpMethods.Put, "quotas/{project}", request => UpdateAsync(api, request, quotas));
        api.Map(routes, HttpMethods.Delete, "quotas/{project}", request => DeleteAsync(api, request));
    }

    private static async ValueTask<Result<Reply>> UpdateAsync(Api api, ApiRequest request, NetworkQuotas quotas)
    {
        if (!Allowed(api, request, "update_quota").TryGet(out _, out var error)
            || !(await request.BodyAsync()).TryGet(out var body, out error)
            || !ReadLimits(body, quotas).TryGet(out var read, out error))
        {
            return error;
        }
        var project = request.Route("project");
        var written = await api.Store.WriteAsync(request.Write, Result<Done> (state) =>
        {
            var before = state.In(QuotaTable.Table).Find(project);
            var limits = new Dictionary<string, long>(before?.Limits ?? new Dictionary<string, long>());
            foreach (var (name, limit) in read.Limits)
            {
                if (read.ChecksUse && limit >= 0 && quotas.Find(name)!.Count(state, project) is var used && used > limit)
                {
                    return NetworkErrors.Invalid("QuotaLimitTooLow",
                        $"Quota limit {limit} of {name} is lower than the {used} in use; raise the limit or remove some first.");
                }
                limits[name] = limit;
            }
            var after = new QuotaLimits(project, limits);
            if (before is null)
                state.Insert(QuotaTable.Table, after);
            else
                state.Update(QuotaTable.Table, after);
            return Done.Ok;
        });
        return written.Map(_ => Show(quotas, resource => quotas.LimitOf(api.Store.Current, project, resource)));
    }

    private static async ValueTask<Result<Reply>> DeleteAsync(Api api, ApiRequest request)
    {
        if (!Allowed(api, request, "delete_quota").TryGet(out _, out var error))
            return error;
        var project = request.Route("project");
        var written = await api.Store.WriteAsync(request.Write, Result<Done> (state) =>
        {
            if (!state.In(QuotaTable.Table).Contains(project))
                return Error.NotFound("TenantQuotaNotFound", $"Quota for project {project} could not be found.");
            state.Delete(QuotaTable.Table, project);
            return Done.Ok;
        });
        return written.Map(_ => Reply.NoContent);
    }

    /// <param name="ChecksUse">The request asks that no limit be lower than what is used (extension <c>quota-check-limit</c>).</param>
    private sealed record GivenLimits(Dictionary<string, long> Limits, bool ChecksUse);

    private static Result<GivenLimits> ReadLimits(JsonElement body, NetworkQuotas quotas)
    {
        if (body.ValueKind is not JsonValueKind.Object || !body.TryGetProperty("quota", out var quota) || quota.ValueKind is not JsonValueKind.Object)
            return NetworkErrors.BadRequest("Unable to find 'quota' in request body");
        var limits = new Dictionary<string, long>();
        var checksUse = false;
        foreach (var property in quota.EnumerateObject())
        {
            switch (property.Name)
            {
                case "tenant_id" or "project_id" or "force":
                    break;
                case "check_limit":
                    if (!Kinds.Flag.Read(property.Value).TryGet(out checksUse, out var bad))
                        return Refused(property.Name, bad);
                    break;
                default:
                    if (quotas.Find(property.Name) is null)
                        return NetworkErrors.BadRequest($"Unrecognized attribute(s) '{property.Name}'");
                    if (!Limit.Read(property.Value).TryGet(out var limit, out bad))
                        return Refused(property.Name, bad);
                    limits[property.Name] = limit;
                    break;
            }
        }
        return new GivenLimits(limits, checksUse);
    }

    private static Error Refused(string name, Error reason) =>
        NetworkErrors.BadRequest($"Invalid input for {name}. Reason: {reason.Message}.");

    private static Result<Done> Allowed(Api api, ApiRequest request, string rule, string? project = null) =>
        api.Policies.Allows(rule, request.Caller, new ProjectTarget(project ?? request.Route("project"))) ? Done.Ok : api.Style.NotAllowed(rule);

    private static Reply List(IStateReader state, NetworkQuotas quotas) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("quotas");
        foreach (var limits in state.In(QuotaTable.Table).All)
        {
            writer.WriteStartObject();
            foreach (var resource in quotas.Resources)
                writer.WriteNumber(resource.Name, quotas.LimitOf(state, limits.Id, resource));
            writer.WriteString("project_id", limits.Id);
            writer.WriteString("tenant_id", limits.Id);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static Reply Show(NetworkQuotas quotas, Func<QuotaResource, long> limit) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartObject("quota");
        foreach (var resource in quotas.Resources)
            writer.WriteNumber(resource.Name, limit(resource));
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private static Reply Details(IStateReader state, NetworkQuotas quotas, string project) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartObject("quota");
        foreach (var resource in quotas.Resources)
        {
            writer.WriteStartObject(resource.Name);
            writer.WriteNumber("limit", quotas.LimitOf(state, project, resource));
            writer.WriteNumber("used", resource.Count(state, project));
            // Writes are decided one after the other, so nothing is ever set aside for one that is under way.
            writer.WriteNumber("reserved", 0);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private sealed class ProjectTarget(string project) : IPolicyTarget
    {
        public string? Attribute(string name) => name is "project_id" or "tenant_id" ? project : null;
    }
}
