using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Parsing;
using Naru.Rest.Policy;
using Naru.Rest.Querying;
using Naru.State;

namespace Naru.Rest.Endpoints;

/// <summary>The five standard operations of a resource, from its declaration and its rules.</summary>
public sealed class ResourceEndpoints<T> : IResourceCollection where T : class, IResource
{
    private readonly Api _api;
    private readonly ResourceDefinition<T> _definition;
    private readonly IResourceRules<T> _rules;
    private readonly string? _parentVariable;
    private readonly string _listRule;

    private ResourceEndpoints(Api api, ResourceDefinition<T> definition, IResourceRules<T> rules)
    {
        (_api, _definition, _rules) = (api, definition, rules);
        View = new ResourceView<T>(definition, api);
        _listRule = $"list_{definition.Plural}";
        var open = definition.Path.LastIndexOf('{');
        _parentVariable = open < 0 ? null : definition.Path[(open + 1)..definition.Path.IndexOf('}', open)];
    }

    public ResourceView<T> View { get; }

    public ResourceDefinition<T> Definition => _definition;

    ResourceDefinition IResourceCollection.Definition => _definition;

    bool IResourceCollection.IsCreatable(string attribute) => _definition.Find(attribute) is { } field && (field.Access & Access.Create) != 0;

    Result<IResource> IResourceCollection.Create(Transaction state, Caller caller, JsonElement attributes, string? parentId) =>
        ReadDraft(caller, attributes).Then(draft => Insert(state, caller, [draft], parentId)).Map(created => (IResource)created[0]);

    Result<IResource> IResourceCollection.Update(Transaction state, Caller caller, string id, JsonElement attributes, string? parentId) =>
        ResourceParser.Parse(_definition, attributes, Access.Update, _api.Style.RefusesUnknown)
            .Then(body => Change(state, caller, id, parentId, body, null))
            .Map(changed => (IResource)changed);

    Result<Done> IResourceCollection.Delete(Transaction state, Caller caller, string id, string? parentId) => Remove(state, caller, id, parentId, null);

    IResource? IResourceCollection.Find(IStateReader state, string id) =>
        state.In(_definition.Table).Find(id) is { } resource && (_definition.Only?.Invoke(resource) ?? true) ? resource : null;

    IEnumerable<IResource> IResourceCollection.Named(IStateReader state, string name) => _definition.Find("name") is { } field
        ? state.In(_definition.Table).All.Where(resource => (_definition.Only?.Invoke(resource) ?? true) && field.AsText(state, resource) == name)
        : [];

    /// <summary>Registers the policies of the resource and maps its operations.</summary>
    public static ResourceEndpoints<T> Map(IEndpointRouteBuilder routes, Api api, ResourceDefinition<T> definition, IResourceRules<T> rules)
    {
        var endpoints = new ResourceEndpoints<T>(api, definition, rules);
        api.Add(endpoints);
        endpoints.RegisterPolicies();
        var one = $"{definition.Path}/{{id}}";
        if (definition.Operations.HasFlag(Operations.List))
            api.Map(routes, HttpMethods.Get, definition.Path, endpoints.ListAsync);
        if (definition.Operations.HasFlag(Operations.Show))
        {
            api.Map(routes, HttpMethods.Get, one, endpoints.Show);
            api.Map(routes, HttpMethods.Head, one, endpoints.Show);
        }
        if (definition.Operations.HasFlag(Operations.Create))
            api.Map(routes, HttpMethods.Post, definition.Path, endpoints.CreateAsync);
        if (definition.Operations.HasFlag(Operations.Update))
            api.Map(routes, api.Style.UpdateMethod, one, endpoints.UpdateAsync);
        if (definition.Operations.HasFlag(Operations.Delete))
            api.Map(routes, HttpMethods.Delete, one, endpoints.DeleteAsync);
        return endpoints;
    }

    /// <summary>An answer that shows one resource in its wrapper.</summary>
    public Reply One(ApiRequest request, IStateReader state, T resource, int status = StatusCodes.Status200OK) => Reply.Json(
        writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName(_definition.Singular);
            View.Write(writer, state, request.Caller, resource, null, CollectionUrl(request));
            writer.WriteEndObject();
        },
        status);

    /// <summary>Finds a resource for a change: not found when it is invisible, forbidden when it is visible and the rule refuses.</summary>
    public Result<T> FindFor(IStateReader state, Caller caller, string id, string rule, string? parentId = null)
    {
        if (View.Find(state, caller, id, parentId) is not { } resource)
            return NotFound(state, caller, id, parentId, rule);
        return _api.Policies.Allows(rule, caller, new ResourceTarget<T>(_definition, state, resource)) ? resource : Refusal(caller, resource, _api.Style.NotAllowed(rule));
    }

    private async ValueTask<Result<Reply>> ListAsync(ApiRequest request) =>
        List(await _rules.BeforeListAsync(_api.Store, request.Caller, ProjectAskedFor(request))
            ? new ApiRequest(request.Http, request.Caller, _api.Store.Current)
            : request);

    private static string ProjectAskedFor(ApiRequest request)
    {
        var query = request.Http.Request.Query;
        return request.Caller.IsAdmin && (query["project_id"].FirstOrDefault() ?? query["tenant_id"].FirstOrDefault()) is { Length: > 0 } asked
            ? asked
            : request.Caller.ProjectId;
    }

    private Result<Reply> List(ApiRequest request)
    {
        if (_definition.ListPolicy is not null
            && !_api.Policies.Allows(_listRule, request.Caller, new ListTarget(request.Http.Request.Query, request.Http.Request.RouteValues, request.Caller)))
        {
            return _api.Style.NotAllowed(_listRule);
        }
        return CheckParent(request.State, request.Caller, ParentId(request)).Then(_ =>
            Many(request, query => View.Visible(request.State, request.Caller, ParentId(request), query.Candidates(_definition, request.State))));
    }

    /// <summary>An answer that shows those of some resources that the query of the request asks for, as a list.</summary>
    public Result<Reply> Many(ApiRequest request, IEnumerable<T> resources) => Many(request, _ => resources);

    private Result<Reply> Many(ApiRequest request, Func<ListQuery<T>, IEnumerable<T>> resources)
    {
        if (!ListQuery<T>.Read(_definition, request.Http.Request.Query, _api.Style.RefusesUnknown).TryGet(out var query, out var error)
            || !query.Apply(_definition, request.State, resources(query)).TryGet(out var page, out error))
        {
            return error;
        }
        return Reply.Json(writer =>
        {
            var url = CollectionUrl(request);
            writer.WriteStartObject();
            writer.WriteStartArray(_definition.Plural);
            foreach (var resource in page.Items)
                View.WriteListed(writer, request.State, request.Caller, resource, query.Fields, url);
            writer.WriteEndArray();
            _api.Style.WriteListLinks(
                writer, _definition.Plural, request.Url, PageUrl(request, page.NextMarker, false), PageUrl(request, page.PreviousMarker, true));
            writer.WriteEndObject();
        });
    }

    private Result<Reply> Show(ApiRequest request)
    {
        var id = request.Route("id");
        if (View.Find(request.State, request.Caller, id, ParentId(request)) is not { } resource)
            return NotFound(request.State, request.Caller, id, ParentId(request), $"get_{_definition.PolicyName}");
        HashSet<string>? fields = request.Http.Request.Query.TryGetValue("fields", out var names)
            ? [.. names.OfType<string>().SelectMany(text => text.Split(','))]
            : null;
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName(_definition.Singular);
            View.Write(writer, request.State, request.Caller, resource, fields, CollectionUrl(request));
            writer.WriteEndObject();
        });
    }

    private async ValueTask<Result<Reply>> CreateAsync(ApiRequest request)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error))
            return error;
        var isBulk = body.ValueKind is JsonValueKind.Object && body.TryGetProperty(_definition.Plural, out var list)
            && list.ValueKind is JsonValueKind.Array && _definition.Plural != _definition.Singular;
        if (!ReadDrafts(request.Caller, body, isBulk).TryGet(out var drafts, out error))
            return error;

        var written = await _api.Store.WriteAsync(request.Write, state => Insert(state, request.Caller, drafts, ParentId(request)));
        if (!written.TryGet(out var created, out error))
            return error;
        var after = _api.Store.Current;
        if (!isBulk)
            return One(request, after, created[0], StatusCodes.Status201Created);
        return Reply.Json(
            writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartArray(_definition.Plural);
                foreach (var resource in created)
                    View.Write(writer, after, request.Caller, resource, null, CollectionUrl(request));
                writer.WriteEndArray();
                writer.WriteEndObject();
            },
            StatusCodes.Status201Created);
    }

    private async ValueTask<Result<Reply>> UpdateAsync(ApiRequest request)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error)
            || !ResourceParser.Unwrap(body, _definition.Singular).TryGet(out var json, out error)
            || !ResourceParser.Parse(_definition, json, Access.Update, _api.Style.RefusesUnknown).TryGet(out var parsed, out error)
            || !ExpectedRevision(request).TryGet(out var expected, out error))
        {
            return error;
        }
        var written = await _api.Store.WriteAsync(
            request.Write, state => Change(state, request.Caller, request.Route("id"), ParentId(request), parsed, expected));
        return written.TryGet(out var updated, out error) ? One(request, _api.Store.Current, updated) : error;
    }

    private async ValueTask<Result<Reply>> DeleteAsync(ApiRequest request)
    {
        if (!ExpectedRevision(request).TryGet(out var expected, out var error))
            return error;
        var written = await _api.Store.WriteAsync(
            request.Write, state => Remove(state, request.Caller, request.Route("id"), ParentId(request), expected));
        return written.TryGet(out _, out error) ? Reply.NoContent : error;
    }

    private Result<List<(T Draft, Given Given)>> ReadDrafts(Caller caller, JsonElement body, bool isBulk)
    {
        var drafts = new List<(T, Given)>();
        if (isBulk)
        {
            foreach (var json in body.GetProperty(_definition.Plural).EnumerateArray())
            {
                // Each item of a bulk body may or may not be wrapped.
                var inner = json.ValueKind is JsonValueKind.Object && json.TryGetProperty(_definition.Singular, out var wrapped) ? wrapped : json;
                if (!ReadDraft(caller, inner).TryGet(out var draft, out var error))
                    return error;
                drafts.Add(draft);
            }
            return drafts.Count > 0 ? drafts : new Error(ErrorKind.Invalid, "HTTPBadRequest", "Resources required");
        }
        if (!ResourceParser.Unwrap(body, _definition.Singular).TryGet(out var single, out var bad)
            || !ReadDraft(caller, single).TryGet(out var only, out bad))
        {
            return bad;
        }
        drafts.Add(only);
        return drafts;
    }

    private Result<(T Draft, Given Given)> ReadDraft(Caller caller, JsonElement json)
    {
        if (!ResourceParser.Read(_definition, json, _definition.Blank(), Access.Create, _api.Style.RefusesUnknown).TryGet(out var read, out var error))
            return error;
        if (read.Resource is not StandardResource standard)
            return read;
        // Resources without an owner field (metering of everybody, segments) stay without one.
        if (_definition.Find("project_id") is not { } owner || (owner.Access & Access.Create) == 0)
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

    private Result<List<T>> Insert(Transaction state, Caller caller, List<(T Draft, Given Given)> drafts, string? parentId)
    {
        var created = new List<T>(drafts.Count);
        foreach (var (draft, given) in drafts)
        {
            var settled = Settle(state, draft);
            if (settled is IChildResource child && parentId is not null)
                settled = (T)child.WithParent(parentId);
            if (!_rules.Referring(state, caller, settled, given).TryGet(out settled, out var error)
                || !Allowed($"create_{_definition.PolicyName}", Access.Create, state, caller, settled, settled, given).TryGet(out _, out error)
                || !_rules.Creating(state, caller, settled, given).TryGet(out var resource, out error))
            {
                return error;
            }
            state.Insert(_definition.Table, resource);
            if (_definition.Quota is { } quota && _api.Quotas is { } quotas
                && !quotas.Check(state, resource.ProjectId, quota).TryGet(out _, out error))
            {
                return error;
            }
            _rules.Changed(state, null, resource);
            created.Add(resource);
        }
        return created;
    }

    private Result<T> Change(Transaction state, Caller caller, string id, string? parentId, ParsedBody<T> body, int? expected)
    {
        var rule = $"update_{_definition.PolicyName}";
        if (View.Find(state, caller, id, parentId) is not { } before)
            return NotFound(state, caller, id, parentId, rule);
        if (!CheckRevision(before, expected).TryGet(out _, out var error)
            || !body.ApplyTo(before).TryGet(out var changed, out error))
        {
            return error;
        }
        if (!Allowed(rule, Access.Update, state, caller, before, changed, body.Given).TryGet(out _, out error))
            return Refusal(caller, before, error);
        if (!_rules.Updating(state, caller, before, changed, body.Given).TryGet(out var after, out error))
        {
            return error;
        }
        if (after.Equals(before))
            return before;
        if (after is StandardResource standard)
            after = (T)(object)standard.Touched(state);
        state.Update(_definition.Table, after);
        _rules.Changed(state, before, after);
        return after;
    }

    private Result<Done> Remove(Transaction state, Caller caller, string id, string? parentId, int? expected)
    {
        if (!FindFor(state, caller, id, $"delete_{_definition.PolicyName}", parentId).TryGet(out var resource, out var error)
            || !CheckRevision(resource, expected).TryGet(out _, out error)
            || !_rules.Deleting(state, caller, resource).TryGet(out _, out error))
        {
            return error;
        }
        state.Delete(_definition.Table, resource.Id);
        _rules.Changed(state, resource, null);
        return Done.Ok;
    }

    // The operation is asked of the resource as it is, its fields of the values that they would get.
    private Result<Done> Allowed(string rule, Access access, IStateReader state, Caller caller, T before, T after, Given given)
    {
        if (!_api.Policies.Allows(rule, caller, new ResourceTarget<T>(_definition, state, before)))
            return _api.Style.NotAllowed(rule);
        var target = new ResourceTarget<T>(_definition, state, after);
        foreach (var name in given.Names)
        {
            var field = _definition.Find(name)!;
            if ((access is Access.Create ? field.CreatePolicy : field.UpdatePolicy) is not null
                && !_api.Policies.Allows($"{rule}:{name}", caller, target))
            {
                return _api.Style.NotAllowed($"{rule}:{name}");
            }
        }
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

    private void RegisterPolicies()
    {
        var name = _definition.PolicyName;
        if (_definition.ListPolicy is not null)
            _api.Policies.Default(_listRule, _definition.ListPolicy);
        _api.Policies.Default($"create_{name}", _definition.CreatePolicy);
        _api.Policies.Default($"get_{name}", _definition.ReadPolicy);
        _api.Policies.Default($"update_{name}", _definition.UpdatePolicy);
        _api.Policies.Default($"delete_{name}", _definition.DeletePolicy);
        foreach (var field in _definition.Fields)
        {
            if (field.CreatePolicy is not null)
                _api.Policies.Default($"create_{name}:{field.Name}", field.CreatePolicy);
            if (field.ReadPolicy is not null)
                _api.Policies.Default($"get_{name}:{field.Name}", field.ReadPolicy);
            if (field.UpdatePolicy is not null)
                _api.Policies.Default($"update_{name}:{field.Name}", field.UpdatePolicy);
        }
    }

    /// <summary>Reads <c>If-Match: revision_number=N</c> (extension <c>revision-if-match</c>).</summary>
    private static Result<int?> ExpectedRevision(ApiRequest request)
    {
        const string Prefix = "revision_number=";
        if (request.Http.Request.Headers.IfMatch is not [{ Length: > 0 } header])
            return default(Result<int?>);
        return header.StartsWith(Prefix, StringComparison.Ordinal) && int.TryParse(header.AsSpan(Prefix.Length), out var revision)
            ? revision
            : new Error(ErrorKind.Invalid, "HTTPBadRequest", $"The If-Match header '{header}' is not understood: expected revision_number=N");
    }

    private static Result<Done> CheckRevision(T resource, int? expected) =>
        expected is null || resource is not StandardResource standard || standard.RevisionNumber == expected
            ? Done.Ok
            : new Error(ErrorKind.PreconditionFailed, "RevisionNumberConstraintFailed",
                $"Constrained to {expected}, but current revision is {standard.RevisionNumber}");

    private Result<Done> CheckParent(IStateReader state, Caller caller, string? parentId) =>
        parentId is not null && _definition.FindParent is { } find ? find(state, caller, parentId) : Done.Ok;

    private string? ParentId(ApiRequest request) => _parentVariable is null ? null : request.Route(_parentVariable);

    private string CollectionUrl(ApiRequest request)
    {
        var path = _parentVariable is null ? _definition.Path : _definition.Path.Replace($"{{{_parentVariable}}}", request.Route(_parentVariable), StringComparison.Ordinal);
        return $"{request.Http.Request.Scheme}://{request.Http.Request.Host}{request.Http.Request.PathBase}{_api.Prefix}/{path}";
    }

    /// <summary>An API that hides what is forbidden says of what belongs to others that it is not there, even to those who may look at it.</summary>
    private Error Refusal(Caller caller, T resource, Error forbidden) =>
        _api.Style.HidesForbidden && !_definition.ForbidsOpenly && resource is StandardResource standard && standard.ProjectId != caller.ProjectId
            ? _api.Style.NotFound(_definition, resource.Id)
            : forbidden;

    // Where the API does not hide what is forbidden, an id that does not exist must look the same to whoever may not ask.
    private Error NotFound(IStateReader state, Caller caller, string id, string? parentId, string rule)
    {
        if (_api.Style.HidesForbidden)
            return CheckParent(state, caller, parentId).Error ?? _api.Style.NotFound(_definition, id);
        var isHidden = state.In(_definition.Table).Find(id) is { } hidden && !View.Sees(state, caller, hidden);
        var mayKnow = _definition.AbsenceIsPublic || _api.Policies.Allows(rule, caller, new PathTarget(_parentVariable, parentId));
        return isHidden || !mayKnow ? _api.Style.NotAllowed(rule) : _api.Style.NotFound(_definition, id);
    }

    private static string? PageUrl(ApiRequest request, string? marker, bool reverse)
    {
        if (marker is null)
            return null;
        var query = request.Http.Request.Query
            .Where(pair => pair.Key is not ("marker" or "page_reverse"))
            .SelectMany(pair => pair.Value.Select(text => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(text ?? "")}"));
        if (marker.Length > 0)
            query = query.Append($"marker={Uri.EscapeDataString(marker)}");
        if (reverse)
            query = query.Append("page_reverse=True");
        return $"{request.Url}?{string.Join('&', query)}";
    }
}
