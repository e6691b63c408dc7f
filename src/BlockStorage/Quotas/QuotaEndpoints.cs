using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Listing;
using Naru.BlockStorage.Requests;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.BlockStorage.Quotas;

/// <summary><c>/os-quota-sets</c>, <c>/os-quota-class-sets</c> and <c>/limits</c>: how much a project may have.</summary>
internal sealed class QuotaEndpoints(VolumeApi api, Store store)
{
    private const string Sets = "os-quota-sets/{id}";
    private const string Classes = "os-quota-class-sets/{id}";

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, Sets, ShowSet);
        api.Map(routes, HttpMethods.Get, Sets + "/defaults", request => request.Refusal("volume_extension:quotas:show", request.Id) is { } refusal
            ? refusal
            : Set("quota_set", request.State, request.Id, resource => QuotaCheck.DefaultLimit(request.State, resource)));
        api.Map(routes, HttpMethods.Put, Sets, request => UpdateAsync(request, "quota_set", request.Id, "volume_extension:quotas:update"));
        api.Map(routes, HttpMethods.Delete, Sets, DeleteAsync);
        api.Map(routes, HttpMethods.Get, Classes, request => request.Refusal("volume_extension:quota_classes:get") is { } refusal
            ? refusal
            : Set("quota_class_set", request.State, request.Id, resource => ClassLimit(request.State, request.Id, resource)));
        api.Map(routes, HttpMethods.Put, Classes, request => UpdateAsync(request, "quota_class_set", $"class:{request.Id}", "volume_extension:quota_classes:update"));
        api.Map(routes, HttpMethods.Get, "limits", ShowLimits);
    }

    private static Result<Reply> ShowSet(VolumeRequest request)
    {
        if (request.Refusal("volume_extension:quotas:show", request.Id) is { } refusal)
            return refusal;
        var state = request.State;
        if (!Filters.IsTrue(request.Query["usage"].ToString()))
            return Set("quota_set", state, request.Id, resource => QuotaCheck.Limit(state, request.Id, resource));
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("quota_set");
            writer.WriteString("id", request.Id);
            foreach (var resource in QuotaResource.All(state))
            {
                writer.WriteStartObject(resource.Name);
                writer.WriteNumber("limit", QuotaCheck.Limit(state, request.Id, resource));
                writer.WriteNumber("in_use", resource.Used(state, request.Id));
                writer.WriteNumber("reserved", 0);
                writer.WriteEndObject();
            }
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    private async Task<Result<Reply>> UpdateAsync(VolumeRequest request, string name, string id, string rule)
    {
        if (request.Refusal(rule, request.Id) is { } refusal)
            return refusal;
        if (!(await request.BodyAsync()).TryGet(out var body, out var error))
            return error;
        if (body.ValueKind is not JsonValueKind.Object || !body.TryGetProperty(name, out var given) || given.ValueKind is not JsonValueKind.Object)
            return Error.Invalid($"Invalid input: '{name}' is a required property and an object.");
        var isChecked = request.Query.TryGetValue("skip_validation", out var skip) && !Filters.IsTrue(skip.ToString());
        return (await store.WriteAsync(request.Write, state => Parse(state, given).Then(limits =>
        {
            if (isChecked && limits.FirstOrDefault(limit => limit.Value >= 0 && limit.Value < QuotaResource.Find(state, limit.Resource)!.Used(state, id)) is { } tooLow)
                return Error.Invalid($"Quota exceeded: the limit {tooLow.Value} of {tooLow.Resource} is below what is used.");
            var former = state.In(BlockStorageTables.Quotas).Find(id);
            var changed = new QuotaSet
            {
                Id = id,
                Limits = (former?.Limits ?? []).Where(limit => limits.All(other => other.Resource != limit.Resource)).Concat(limits).ToEquatableList(),
            };
            if (former is null)
                state.Insert(BlockStorageTables.Quotas, changed);
            else
                state.Update(BlockStorageTables.Quotas, changed);
            return (Result<QuotaSet>)changed;
        }))).Then(_ => Set(name, store.Current, null, resource => name == "quota_set"
            ? QuotaCheck.Limit(store.Current, id, resource)
            : ClassLimit(store.Current, request.Id, resource)));
    }

    private async Task<Result<Reply>> DeleteAsync(VolumeRequest request)
    {
        if (request.Refusal("volume_extension:quotas:delete", request.Id) is { } refusal)
            return refusal;
        return (await store.WriteAsync(request.Write, state =>
        {
            state.Delete(BlockStorageTables.Quotas, request.Id);
            return Done.Ok;
        })).Map(_ => new Reply(StatusCodes.Status200OK, null));
    }

    private static Result<Reply> ShowLimits(VolumeRequest request)
    {
        if (request.Refusal("limits_extension:used_limits") is { } refusal)
            return refusal;
        var state = request.State;
        var asked = request.Query["project_id"].ToString();
        var project = asked.Length > 0 && request.Caller.IsAdmin ? asked : request.Caller.ProjectId;
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("limits");
            writer.WriteStartArray("rate");
            writer.WriteEndArray();
            writer.WriteStartObject("absolute");
            Write(writer, state, project, "volumes", "maxTotalVolumes", "totalVolumesUsed");
            Write(writer, state, project, "gigabytes", "maxTotalVolumeGigabytes", "totalGigabytesUsed");
            Write(writer, state, project, "snapshots", "maxTotalSnapshots", "totalSnapshotsUsed");
            Write(writer, state, project, "backups", "maxTotalBackups", "totalBackupsUsed");
            Write(writer, state, project, "backup_gigabytes", "maxTotalBackupGigabytes", "totalBackupGigabytesUsed");
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter writer, IStateReader state, string project, string name, string limitName, string usedName)
    {
        var resource = QuotaResource.Find(state, name)!;
        writer.WriteNumber(limitName, QuotaCheck.Limit(state, project, resource));
        writer.WriteNumber(usedName, resource.Used(state, project));
    }

    private static Result<EquatableList<QuotaLimit>> Parse(IStateReader state, JsonElement given)
    {
        var limits = new List<QuotaLimit>();
        foreach (var limit in given.EnumerateObject())
        {
            if (limit.Name is "tenant_id" or "id" or "project_id")
                continue;
            if (QuotaResource.Find(state, limit.Name) is null)
                return Error.Invalid($"Bad key(s) in quota set: {limit.Name}");
            if (Check.Integer(-1, int.MaxValue)(limit.Value) is { } problem)
                return Error.Invalid($"Invalid input for field/attribute {limit.Name}. Value: {limit.Value.GetRawText()}: it {problem}.");
            Check.TryInteger(limit.Value, out var number);
            limits.Add(new QuotaLimit(limit.Name, number));
        }
        return limits.Count > 0 ? limits.ToEquatableList() : Error.Invalid("Invalid input: a quota set names at least one resource.");
    }

    private static long ClassLimit(IStateReader state, string name, QuotaResource resource) =>
        state.In(BlockStorageTables.Quotas).Find($"class:{name}")?.Limits.FirstOrDefault(limit => limit.Resource == resource.Name)?.Value ?? resource.Default;

    private static Result<Reply> Set(string name, IStateReader state, string? id, Func<QuotaResource, long> limit) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartObject(name);
        if (id is not null)
            writer.WriteString("id", id);
        foreach (var resource in QuotaResource.All(state))
            writer.WriteNumber(resource.Name, limit(resource));
        writer.WriteEndObject();
        writer.WriteEndObject();
    });
}
