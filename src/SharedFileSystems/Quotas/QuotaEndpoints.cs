using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;
using Naru.State;

namespace Naru.SharedFileSystems.Quotas;

/// <summary><c>/quota-sets</c> and <c>/quota-class-sets</c></summary>
internal sealed class QuotaEndpoints(ShareApi api, Store store)
{
    private static readonly (string Name, int Since)[] Names =
    [
        (QuotaCheck.Shares, 0), (QuotaCheck.Gigabytes, 0), (QuotaCheck.Snapshots, 0), (QuotaCheck.SnapshotGigabytes, 0), (QuotaCheck.Networks, 0), (QuotaCheck.Groups, 40),
        (QuotaCheck.GroupSnapshots, 40), (QuotaCheck.Replicas, 53), (QuotaCheck.ReplicaGigabytes, 53), (QuotaCheck.PerShare, 62),
    ];

    // What a type of shares has no part in.
    private static readonly HashSet<string> NotOfTypes = [QuotaCheck.Networks, QuotaCheck.Groups, QuotaCheck.GroupSnapshots];

    public void Map()
    {
        foreach (var (root, since, until) in (ReadOnlySpan<(string, int, int)>)[("os-quota-sets", 0, 6), ("quota-sets", 7, int.MaxValue)])
        {
            api.Map(HttpMethods.Get, root + "/{id}", request => Show(request, isDetailed: false), since, until);
            api.Map(HttpMethods.Get, root + "/{id}/defaults", request => request.Refusal("quota_set:show", request.Id) is { } refusal
                ? refusal
                : Write(request, new Target(request.Id, null, null), (name, _) => (QuotaOfClass(request.State, name), 0), isDetailed: false), since, until);
            api.Map(HttpMethods.Get, root + "/{id}/detail", request => Show(request, isDetailed: true), Math.Max(since, 25), until);
            api.Map(HttpMethods.Put, root + "/{id}", UpdateAsync, since, until);
            api.Map(HttpMethods.Delete, root + "/{id}", DeleteAsync, since, until);
        }
        foreach (var (root, since, until) in (ReadOnlySpan<(string, int, int)>)[("os-quota-class-sets", 0, 6), ("quota-class-sets", 7, int.MaxValue)])
        {
            api.Map(HttpMethods.Get, root + "/{id}", request => request.Refusal("quota_class_set:show", request.Caller.ProjectId) is { } refusal ? refusal : ShowClass(request, request.State), since, until);
            api.Map(HttpMethods.Put, root + "/{id}", UpdateClassAsync, since, until);
        }
    }

    private sealed record Target(string Project, string? User, string? Type)
    {
        public string Id => Type is not null ? QuotaSet.OfType(Project, Type) : User is not null ? QuotaSet.OfUser(Project, User) : QuotaSet.OfProject(Project);

        public bool Has(string name) => Type is null || !NotOfTypes.Contains(name);
    }

    private static Result<Target> Read(ShareRequest request)
    {
        var (user, type) = (request.Query("user_id"), request.Query("share_type"));
        if (type is not null && request.Version.Minor < 39)
            return ManilaErrors.Invalid("Quotas of share types are there from version 2.39 on.");
        if (user is not null && type is not null)
            return ManilaErrors.Invalid("'user_id' and 'share_type' values are mutually exclusive. Please specify just one of them.");
        if (type is null)
            return new Target(request.Id, user, null);
        return (request.State.In(ShareTables.Types).Find(type) ?? ShareTables.TypeByName.Find(request.State, type)) is { } found
            ? new Target(request.Id, null, found.Id)
            : ManilaErrors.NotFound("Share type", type);
    }

    private static Result<Reply> Show(ShareRequest request, bool isDetailed)
    {
        if (request.Refusal("quota_set:show", request.Id) is { } refusal)
            return refusal;
        return Read(request).Map(target => Write(request, target, (name, _) =>
            (QuotaCheck.Limit(request.State, name, target.Project, target.User, target.Type), QuotaCheck.Used(request.State, name, target.Project, target.User, target.Type)), isDetailed));
    }

    private async Task<Result<Reply>> UpdateAsync(ShareRequest request)
    {
        if (request.Refusal("quota_set:update", request.Id) is { } refusal)
            return refusal;
        if (!Read(request).TryGet(out var target, out var error) || !BodyReader.Of(request.Body, "quota_set").TryGet(out var body, out error))
            return error;
        var isForced = body.Flag("force") ?? false;
        if (!Limits(request, body).TryGet(out var limits, out error))
            return error;
        if (limits.Items.FirstOrDefault(limit => !target.Has(limit.Name)) is { } wrong)
            return ManilaErrors.Invalid($"Share type quotas cannot be set for '{wrong.Name}'.");
        return (await store.WriteAsync(request.Write, state =>
        {
            foreach (var limit in limits.Items)
            {
                if (Refusal(state, target, limit, isForced) is { } problem)
                    return problem;
            }
            Put(state, target.Id, limits);
            return Done.Ok;
        })).Map(_ => Write(request, target, (name, _) => (QuotaCheck.Limit(store.Current, name, target.Project, target.User, target.Type), 0), isDetailed: false, withId: false));
    }

    /// <summary>Not below what is used, and for users and types not above what their project has.</summary>
    private static Error? Refusal(IStateReader state, Target target, QuotaLimit limit, bool isForced)
    {
        if (isForced)
            return null;
        var used = QuotaCheck.Used(state, limit.Name, target.Project, target.User, target.Type);
        if (limit.Limit >= 0 && limit.Limit < used)
            return ManilaErrors.Invalid($"Quota limit of {limit.Name} must be greater than or equal to {used}, which are used: {limit.Limit} is not. 'force' sets it all the same.");
        if (target.User is null && target.Type is null)
            return null;
        var project = QuotaCheck.Limit(state, limit.Name, target.Project);
        return project >= 0 && (limit.Limit > project || limit.Limit < 0)
            ? ManilaErrors.Invalid($"Quota limit of {limit.Name} must be less than or equal to {project}, the limit of the project: {limit.Limit} is not.")
            : null;
    }

    private async Task<Result<Reply>> DeleteAsync(ShareRequest request)
    {
        if (request.Refusal("quota_set:delete", request.Id) is { } refusal)
            return refusal;
        if (!Read(request).TryGet(out var target, out var error))
            return error;
        return await store.WriteAsync(request.Write, state =>
        {
            state.Delete(ShareTables.Quotas, target.Id);
            if (target.User is null && target.Type is null)
            {
                foreach (var set in state.In(ShareTables.Quotas).All.Where(set => set.Id.StartsWith(target.Id + "/", StringComparison.Ordinal)).ToList())
                    state.Delete(ShareTables.Quotas, set.Id);
            }
            return (Result<Reply>)Replies.Accepted;
        });
    }

    private async Task<Result<Reply>> UpdateClassAsync(ShareRequest request)
    {
        if (request.Refusal("quota_class_set:update", request.Caller.ProjectId) is { } refusal)
            return refusal;
        if (!BodyReader.Of(request.Body, "quota_class_set").TryGet(out var body, out var error) || !Limits(request, body).TryGet(out var limits, out error))
            return error;
        return (await store.WriteAsync(request.Write, state =>
        {
            Put(state, QuotaSet.OfClass(request.Id), limits);
            return Done.Ok;
        })).Map(_ => ShowClass(request, store.Current));
    }

    private static void Put(Transaction state, string id, EquatableList<QuotaLimit> limits)
    {
        var old = state.In(ShareTables.Quotas).Find(id);
        var set = new QuotaSet { Id = id, Limits = [.. (old?.Limits.Items ?? []).Where(limit => limits.Items.All(one => one.Name != limit.Name)), .. limits.Items] };
        if (old is null)
            state.Insert(ShareTables.Quotas, set);
        else
            state.Update(ShareTables.Quotas, set);
    }

    private static Result<EquatableList<QuotaLimit>> Limits(ShareRequest request, BodyReader body)
    {
        var limits = new List<QuotaLimit>();
        foreach (var name in body.Names.Where(name => name is not ("force" or "tenant_id" or "id" or "class_name")))
        {
            if (Names.All(one => one.Name != name || one.Since > request.Version.Minor))
                return ManilaErrors.Invalid($"There is no quota '{name}' in version {request.Version}.");
            if (body.Integer(name) is not { } limit)
                return body.Problem ?? ManilaErrors.Invalid($"'{name}' must be an integer.");
            if (limit < QuotaCheck.Unlimited)
                return ManilaErrors.Invalid($"Quota limit of {name} must be -1 or greater: {limit} is not.");
            limits.Add(new QuotaLimit(name, limit));
        }
        return (EquatableList<QuotaLimit>)[.. limits];
    }

    private static int QuotaOfClass(IStateReader state, string name, string @class = "default") =>
        state.In(ShareTables.Quotas).Find(QuotaSet.OfClass(@class))?.Limits.Items.FirstOrDefault(limit => limit.Name == name)?.Limit ?? QuotaCheck.Defaults[name];

    private static Reply ShowClass(ShareRequest request, IStateReader state) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartObject("quota_class_set");
        writer.WriteString("id", request.Id);
        foreach (var (name, _) in Names.Where(name => name.Since <= request.Version.Minor))
            writer.WriteNumber(name, QuotaOfClass(state, name, request.Id));
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private static Reply Write(ShareRequest request, Target target, Func<string, Target, (int Limit, int Used)> value, bool isDetailed, bool withId = true) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartObject("quota_set");
        if (withId)
            writer.WriteString("id", target.Project);
        foreach (var (name, _) in Names.Where(name => name.Since <= request.Version.Minor && target.Has(name.Name)))
            WriteLimit(writer, name, value(name, target), isDetailed);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private static void WriteLimit(Utf8JsonWriter writer, string name, (int Limit, int Used) value, bool isDetailed)
    {
        if (!isDetailed)
        {
            writer.WriteNumber(name, value.Limit);
            return;
        }
        writer.WriteStartObject(name);
        writer.WriteNumber("limit", value.Limit);
        writer.WriteNumber("in_use", value.Used);
        writer.WriteNumber("reserved", 0);
        writer.WriteEndObject();
    }
}
