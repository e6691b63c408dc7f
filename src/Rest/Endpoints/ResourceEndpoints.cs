using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Parsing;
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
    private readonly ResourceAccess<T> _access;
    private readonly ResourceWriter<T> _writer;

    private ResourceEndpoints(Api api, ResourceDefinition<T> definition, IResourceRules<T> rules)
    {
        (_api, _definition, _rules) = (api, definition, rules);
        View = new ResourceView<T>(definition, api);
        var open = definition.Path.LastIndexOf('{');
        _parentVariable = open < 0 ? null : definition.Path[(open + 1)..definition.Path.IndexOf('}', open)];
        _access = new ResourceAccess<T>(api, definition, View, _parentVariable);
        _writer = new ResourceWriter<T>(api, definition, rules, View, _access);
    }

    public ResourceView<T> View { get; }

    public ResourceDefinition<T> Definition => _definition;

    ResourceDefinition IResourceCollection.Definition => _definition;

    bool IResourceCollection.IsCreatable(string attribute) => _definition.Find(attribute) is { } field && (field.Access & Access.Create) != 0;

    Result<IResource> IResourceCollection.Create(Transaction state, Caller caller, JsonElement attributes, string? parentId) =>
        _writer.ReadDraft(caller, attributes).Then(draft => _writer.Insert(state, caller, [draft], parentId)).Map(created => (IResource)created[0]);

    Result<IResource> IResourceCollection.Update(Transaction state, Caller caller, string id, JsonElement attributes, string? parentId) =>
        ResourceParser.Parse(_definition, attributes, Access.Update, _api.Style.RefusesUnknown)
            .Then(body => _writer.Change(state, caller, id, parentId, body, null))
            .Map(changed => (IResource)changed);

    Result<Done> IResourceCollection.Delete(Transaction state, Caller caller, string id, string? parentId) => _writer.Remove(state, caller, id, parentId, null);

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
        endpoints._access.RegisterPolicies();
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
    public Result<T> FindFor(IStateReader state, Caller caller, string id, string rule, string? parentId = null) => _access.FindFor(state, caller, id, rule, parentId);

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
        return _access.CheckList(request).Then(_ => _access.CheckParent(request.State, request.Caller, ParentId(request))).Then(_ =>
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
            return _access.NotFound(request.State, request.Caller, id, ParentId(request), $"get_{_definition.PolicyName}");
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
        if (!_writer.ReadDrafts(request.Caller, body, isBulk).TryGet(out var drafts, out error))
            return error;

        var written = await _api.Store.WriteAsync(request.Write, state => _writer.Insert(state, request.Caller, drafts, ParentId(request)));
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
            request.Write, state => _writer.Change(state, request.Caller, request.Route("id"), ParentId(request), parsed, expected));
        return written.TryGet(out var updated, out error) ? One(request, _api.Store.Current, updated) : error;
    }

    private async ValueTask<Result<Reply>> DeleteAsync(ApiRequest request)
    {
        if (!ExpectedRevision(request).TryGet(out var expected, out var error))
            return error;
        var written = await _api.Store.WriteAsync(
            request.Write, state => _writer.Remove(state, request.Caller, request.Route("id"), ParentId(request), expected));
        return written.TryGet(out _, out error) ? Reply.NoContent : error;
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

    private string? ParentId(ApiRequest request) => _parentVariable is null ? null : request.Route(_parentVariable);

    private string CollectionUrl(ApiRequest request)
    {
        var path = _parentVariable is null ? _definition.Path : _definition.Path.Replace($"{{{_parentVariable}}}", request.Route(_parentVariable), StringComparison.Ordinal);
        return $"{request.Http.Request.Root()}{_api.Prefix}/{path}";
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
