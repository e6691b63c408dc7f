using System.Text.Json;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Parsing;
using Naru.State;

namespace Naru.Rest.Endpoints;

/// <summary>Reads what is to become of a resource from bodies, and makes it so in a transaction: policies, rules, quotas and revisions.</summary>
internal sealed class ResourceWriter<T>(Api api, ResourceDefinition<T> definition, IResourceRules<T> rules, ResourceView<T> view, ResourceAccess<T> access)
    where T : class, IResource
{
    public Result<List<(T Draft, Given Given)>> ReadDrafts(Caller caller, JsonElement body, bool isBulk)
    {
        var drafts = new List<(T, Given)>();
        if (isBulk)
        {
            foreach (var json in body.GetProperty(definition.Plural).EnumerateArray())
            {
                // Each item of a bulk body may or may not be wrapped.
                var inner = json.ValueKind is JsonValueKind.Object && json.TryGetProperty(definition.Singular, out var wrapped) ? wrapped : json;
                if (!ReadDraft(caller, inner).TryGet(out var draft, out var error))
                    return error;
                drafts.Add(draft);
            }
            return drafts.Count > 0 ? drafts : new Error(ErrorKind.Invalid, "HTTPBadRequest", "Resources required");
        }
        if (!ResourceParser.Unwrap(body, definition.Singular).TryGet(out var single, out var bad)
            || !ReadDraft(caller, single).TryGet(out var only, out bad))
        {
            return bad;
        }
        drafts.Add(only);
        return drafts;
    }

    public Result<(T Draft, Given Given)> ReadDraft(Caller caller, JsonElement json)
    {
        if (!ResourceParser.Read(definition, json, definition.Blank(), Access.Create, api.Style.RefusesUnknown).TryGet(out var read, out var error))
            return error;
        if (read.Resource is not StandardResource standard)
            return read;
        // Resources without an owner field (metering of everybody, segments) stay without one.
        if (definition.Find("project_id") is not { } owner || (owner.Access & Access.Create) == 0)
            return read;
        if (standard.ProjectId.Length == 0)
            return ((T)(object)(standard with { ProjectId = caller.ProjectId }), read.Given);
        if (standard.ProjectId != caller.ProjectId && !caller.IsAdmin && !caller.HasRole("service"))
        {
            return new Error(ErrorKind.Invalid, "HTTPBadRequest",
                "Specifying 'project_id' or 'tenant_id' other than the authenticated project in request requires admin privileges");
        }
        return read;
    }

    public Result<List<T>> Insert(Transaction state, Caller caller, List<(T Draft, Given Given)> drafts, string? parentId)
    {
        var created = new List<T>(drafts.Count);
        foreach (var (draft, given) in drafts)
        {
            var settled = Settle(state, draft);
            if (settled is IChildResource child && parentId is not null)
                settled = (T)child.WithParent(parentId);
            if (!rules.Referring(state, caller, settled, given).TryGet(out settled, out var error)
                || !access.Check($"create_{definition.PolicyName}", Access.Create, state, caller, settled, settled, given).TryGet(out _, out error)
                || !rules.Creating(state, caller, settled, given).TryGet(out var resource, out error))
            {
                return error;
            }
            state.Insert(definition.Table, resource);
            if (definition.Quota is { } quota && api.Quotas is { } quotas
                && !quotas.Check(state, resource.ProjectId, quota).TryGet(out _, out error))
            {
                return error;
            }
            rules.Changed(state, null, resource);
            created.Add(resource);
        }
        return created;
    }

    public Result<T> Change(Transaction state, Caller caller, string id, string? parentId, ParsedBody<T> body, int? expected)
    {
        var rule = $"update_{definition.PolicyName}";
        if (view.Find(state, caller, id, parentId) is not { } before)
            return access.NotFound(state, caller, id, parentId, rule);
        if (!CheckRevision(before, expected).TryGet(out _, out var error)
            || !body.ApplyTo(before).TryGet(out var changed, out error))
        {
            return error;
        }
        if (!access.Check(rule, Access.Update, state, caller, before, changed, body.Given).TryGet(out _, out error))
            return access.Refusal(caller, before, error);
        if (!rules.Updating(state, caller, before, changed, body.Given).TryGet(out var after, out error))
        {
            return error;
        }
        if (after.Equals(before))
            return before;
        if (after is StandardResource standard)
            after = (T)(object)standard.Touched(state);
        state.Update(definition.Table, after);
        rules.Changed(state, before, after);
        return after;
    }

    public Result<Done> Remove(Transaction state, Caller caller, string id, string? parentId, int? expected)
    {
        if (!access.FindFor(state, caller, id, $"delete_{definition.PolicyName}", parentId).TryGet(out var resource, out var error)
            || !CheckRevision(resource, expected).TryGet(out _, out error)
            || !rules.Deleting(state, caller, resource).TryGet(out _, out error))
        {
            return error;
        }
        state.Delete(definition.Table, resource.Id);
        rules.Changed(state, resource, null);
        return Done.Ok;
    }

    private static T Settle(Transaction state, T draft) => draft is StandardResource standard
        ? (T)(object)(standard with
        {
            Id = standard.Id.Length == 0 ? Guid.NewGuid().ToString() : standard.Id,
            CreatedAt = state.Time,
            UpdatedAt = state.Time,
            RevisionNumber = 1,
        })
        : draft;

    private static Result<Done> CheckRevision(T resource, int? expected) =>
        expected is null || resource is not StandardResource standard || standard.RevisionNumber == expected
            ? Done.Ok
            : new Error(ErrorKind.PreconditionFailed, "RevisionNumberConstraintFailed",
                $"Constrained to {expected}, but current revision is {standard.RevisionNumber}");
}
