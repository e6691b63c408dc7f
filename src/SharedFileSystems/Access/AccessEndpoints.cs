using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;
using Naru.SharedFileSystems.Shares;
using Naru.SharedFileSystems.Storage;
using Naru.State;

namespace Naru.SharedFileSystems.Access;

/// <summary>Who may mount a share: the actions of shares, and <c>/share-access-rules</c>.</summary>
internal sealed class AccessEndpoints(ShareApi api, Store store, IShareBackend backend)
{
    private const string Share = "shares/{id}";
    private const string Rules = "share-access-rules";
    private const string Metadata = Rules + "/{id}/metadata";

    public void Map()
    {
        api.MapRenamedAction(Share, "allow_access", AllowAsync);
        api.MapRenamedAction(Share, "deny_access", DenyAsync);
        api.MapAction(Share, "os-access_list", ListOfAction, until: 6);
        api.MapAction(Share, "access_list", ListOfAction, since: 7, until: 44);
        api.Map(HttpMethods.Get, Rules, List, since: 45);
        api.Map(HttpMethods.Get, Rules + "/{id}", request => Find(request.State, request, "share_access_rule:get").Map(rule => Replies.One("access", AccessShapes.Shown, rule, request.Viewer)), since: 45);
        api.Map(HttpMethods.Put, Metadata, UpdateMetadataAsync, since: 45);
        api.Map(HttpMethods.Delete, Metadata + "/{key}", DeleteMetadataAsync, since: 45);
    }

    private async Task<Result<Reply>> AllowAsync(ShareRequest request)
    {
        // Whose share it is comes before what is wanted of it.
        if (!ShareFinder.Find(request.State, request, request.Id, "share:allow_access").TryGet(out _, out var error) || !AccessRequest.Read(request, backend.Features).TryGet(out var wanted, out error))
            return error;
        return await store.WriteAsync(request.Write, state => ShareFinder.Find(state, request, request.Id, "share:allow_access").Then<Reply>(share =>
        {
            if (share.IsSoftDeleted)
                return ManilaErrors.Forbidden($"Cannot allow access for share '{share.Id}' since it has been soft deleted.");
            if (share.Status is not ShareStatus.Available)
                return ManilaErrors.Invalid($"New access rules cannot be applied while share {share.Id} is {share.Status}; it must be {ShareStatus.Available}.");
            if (request.Version.Minor < 28 && ShareView.Of(state, share).RulesStatus == AccessRule.Failed)
                return ManilaErrors.Invalid($"Access rules cannot be added while the access_rules_status of the share is {AccessRule.Failed}: deny the rules in that state first.");
            if (!NewRule(state, share.Id, wanted).TryGet(out var rule, out var error))
                return error;
            return Replies.One("access", AccessShapes.Shown, rule, request.Viewer);
        }));
    }

    /// <summary>Records a rule, which then becomes active.</summary>
    public static Result<AccessRule> NewRule(Transaction state, string owner, AccessRequest wanted)
    {
        var who = AccessRequest.WhoOf(wanted.Type, wanted.To);
        if (ShareTables.RulesByOwner.Of(state, owner).Any(rule => rule.Type == wanted.Type && AccessRequest.WhoOf(rule.Type, rule.To) == who))
            return ManilaErrors.Invalid($"Share access {wanted.Type}:{wanted.To} exists.");
        var rule = new AccessRule
        {
            Id = Guid.NewGuid().ToString(),
            OwnerId = owner,
            Type = wanted.Type,
            To = wanted.To,
            Level = wanted.Level,
            State = AccessRule.Queued,
            Metadata = wanted.Metadata,
            CreatedAt = state.Time,
        };
        state.Insert(ShareTables.Rules, rule);
        return rule;
    }

    /// <summary>Records that a rule shall go; it is there until clients are really kept out.</summary>
    public static Result<Reply> Deny(Transaction state, string owner, string? id)
    {
        if (id is null || state.In(ShareTables.Rules).Find(id) is not { } rule || rule.OwnerId != owner)
            return ManilaErrors.NotFound("Access rule", id ?? "");
        state.Update(ShareTables.Rules, rule with { State = AccessRule.Denying, UpdatedAt = state.Time });
        return Replies.Accepted;
    }

    public static Result<string?> ReadId(ShareRequest request)
    {
        var name = request.Body.EnumerateObject().First().Name; // It is why this action was chosen.
        if (!BodyReader.Of(request.Body, name).TryGet(out var body, out var error))
            return error;
        var id = body.NeededText("access_id");
        return body.Problem is { } problem ? problem : id;
    }

    private async Task<Result<Reply>> DenyAsync(ShareRequest request)
    {
        if (!ReadId(request).TryGet(out var id, out var error))
            return error;
        return await store.WriteAsync(request.Write, state => ShareFinder.Find(state, request, request.Id, "share:deny_access").Then(share => share.IsSoftDeleted
            ? ManilaErrors.Forbidden($"Cannot deny access for share '{share.Id}' since it has been soft deleted.")
            : Deny(state, share.Id, id)));
    }

    private Task<Result<Reply>> ListOfAction(ShareRequest request) => Task.FromResult(ShareFinder.Find(request.State, request, request.Id, "share:access_get_all").Map(share =>
        Replies.Many("access_list", AccessShapes.Listed, ShareTables.RulesByOwner.Of(request.State, share.Id), request.Viewer)));

    private static Result<Reply> List(ShareRequest request)
    {
        if (request.Query("share_id") is not { } id)
            return ManilaErrors.Invalid("The field share_id has to be specified.");
        if (!ShareFinder.Find(request.State, request, id, "share_access_rule:index").TryGet(out var share, out var error))
            return error.Kind is ErrorKind.NotFound ? ManilaErrors.Invalid(error.Message) : error;
        IEnumerable<AccessRule> rules = ShareTables.RulesByOwner.Of(request.State, share.Id);
        if (request.Query("metadata") is { } metadata)
        {
            if (!Filters.Pairs(metadata).TryGet(out var pairs, out error))
                return error;
            rules = rules.Where(rule => pairs.Items.All(pair => rule.Metadata.Items.Contains(pair)));
        }
        return Replies.Many("access_list", AccessShapes.Listed, rules, request.Viewer);
    }

    private static Result<AccessRule> Find(IStateReader state, ShareRequest request, string rule)
    {
        if (state.In(ShareTables.Rules).Find(request.Id) is not { } found || state.In(ShareTables.Shares).Find(found.OwnerId) is not { } share || !ShareFinder.Sees(request, share))
            return ManilaErrors.NotFound("Access rule", request.Id);
        return request.Refusal(rule, share.ProjectId) is { } refusal ? refusal : found;
    }

    private async Task<Result<Reply>> UpdateMetadataAsync(ShareRequest request)
    {
        if (request.Body.ValueKind is not System.Text.Json.JsonValueKind.Object || !request.Body.TryGetProperty("metadata", out var given))
            return ManilaErrors.Invalid("The body must be an object with the attribute 'metadata'.");
        if (!MetadataText.Read(given, "metadata").TryGet(out var changes, out var error))
            return error;
        return await store.WriteAsync(request.Write, state => Find(state, request, "share_access_metadata:update").Map(rule =>
        {
            var changed = rule with { Metadata = MetadataText.Merge(rule.Metadata, changes), UpdatedAt = state.Time };
            state.Update(ShareTables.Rules, changed);
            return Reply.Json(writer =>
            {
                writer.WriteStartObject();
                writer.WritePropertyName("metadata");
                Fields.WritePairs(writer, changed.Metadata);
                writer.WriteEndObject();
            });
        }));
    }

    private Task<Result<Reply>> DeleteMetadataAsync(ShareRequest request) => store.WriteAsync(request.Write, state => Find(state, request, "share_access_metadata:delete").Then<Reply>(rule =>
    {
        var key = request.Route("key");
        if (rule.Metadata.Items.All(pair => pair.Name != key))
            return ManilaErrors.NotFound("Metadata", key);
        state.Update(ShareTables.Rules, rule with { Metadata = MetadataText.Without(rule.Metadata, key), UpdatedAt = state.Time });
        return Replies.Empty;
    }));
}
