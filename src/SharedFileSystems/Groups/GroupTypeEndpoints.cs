using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;
using Naru.SharedFileSystems.Types;
using Naru.State;

namespace Naru.SharedFileSystems.Groups;

/// <summary><c>/share-group-types</c>: kinds of groups, their specs, and which projects may use them.</summary>
internal sealed class GroupTypeEndpoints(ShareApi api, Store store)
{
    private const int Since = 31;
    private const string All = "share-group-types";
    private const string One = "share-group-types/{id}";
    private const string Specs = One + "/group-specs";
    private const string OneSpec = Specs + "/{key}";

    public void Map()
    {
        api.Map(HttpMethods.Get, All, List, Since);
        api.Map(HttpMethods.Post, All, CreateAsync, Since);
        api.Map(HttpMethods.Get, "share-group-types/default", request => request.Refusal("share_group_type:default", request.Caller.ProjectId) is { } refusal
            ? refusal
            : request.State.In(ShareTables.GroupTypes).All.FirstOrDefault(type => type.IsDefault) is { } type ? Show(request, type) : ManilaErrors.NotFound("Default share group type", ""), Since);
        api.Map(HttpMethods.Get, One, request => Find(request.State, request, "share_group_type:show").Map(type => Show(request, type)), Since);
        api.Map(HttpMethods.Delete, One, DeleteAsync, Since);
        api.Map(HttpMethods.Get, One + "/access", request => Find(request.State, request, "share_group_type:list_project_access").Then(type => type.IsPublic
            ? (Result<Reply>)ManilaErrors.NotFound("Access list of the public share group type", type.Id)
            : Reply.Json(writer => ProjectAccess.Write(writer, "share_group_type_access", "share_group_type_id", type.Id, type.Projects))), Since);
        api.MapAction(One, "addProjectAccess", request => ChangeAccessAsync(request, "addProjectAccess", "share_group_type:add_project_access"), Since);
        api.MapAction(One, "removeProjectAccess", request => ChangeAccessAsync(request, "removeProjectAccess", "share_group_type:remove_project_access"), Since);
        api.Map(HttpMethods.Get, Specs, request => Find(request.State, request, "share_group_types_spec:index").Map(type => ShowSpecs("group_specs", type.Specs)), Since);
        api.Map(HttpMethods.Post, Specs, request => ChangeSpecsAsync(request, "share_group_types_spec:create", isOne: false), Since);
        api.Map(HttpMethods.Get, OneSpec, request => Find(request.State, request, "share_group_types_spec:show").Then<Reply>(type => type.Specs.Items.FirstOrDefault(spec => spec.Name == request.Route("key")) is { } spec
            ? ShowSpecs(null, [spec])
            : ManilaErrors.NotFound("Group spec", request.Route("key"))), Since);
        api.Map(HttpMethods.Put, OneSpec, request => ChangeSpecsAsync(request, "share_group_types_spec:update", isOne: true), Since);
        api.Map(HttpMethods.Delete, OneSpec, DeleteSpecAsync, Since);
    }

    private static Result<ShareGroupType> Find(IStateReader state, ShareRequest request, string rule)
    {
        if (request.Refusal(rule, request.Caller.ProjectId) is { } refusal)
            return refusal;
        return state.In(ShareTables.GroupTypes).Find(request.Id) is { } type && (request.Caller.IsAdmin || type.IsFor(request.Caller.ProjectId))
            ? type
            : ManilaErrors.NotFound("Share group type", request.Id);
    }

    private static Reply Show(ShareRequest request, ShareGroupType type) => Replies.One("share_group_type", GroupShapes.Type, type, request.Viewer);

    private static Result<Reply> List(ShareRequest request)
    {
        if (request.Refusal("share_group_type:index", request.Caller.ProjectId) is { } refusal)
            return refusal;
        var asked = request.Query("is_public");
        IEnumerable<ShareGroupType> types = request.State.In(ShareTables.GroupTypes).All;
        if (!request.Caller.IsAdmin || asked is null)
            types = types.Where(type => type.IsFor(request.Caller.ProjectId));
        else if (Truth.Of(asked) is { } isPublic)
            types = types.Where(type => type.IsPublic == isPublic);
        else if (!asked.Equals("all", StringComparison.OrdinalIgnoreCase) && !asked.Equals("none", StringComparison.OrdinalIgnoreCase))
            return ManilaErrors.Invalid($"Invalid is_public filter [{asked}]");
        if (request.Version.Minor >= 66 && request.Query("group_specs") is { } specs)
        {
            if (!Filters.Pairs(specs).TryGet(out var pairs, out var error))
                return error;
            types = types.Where(type => pairs.Items.All(pair => type.Specs.Items.Contains(pair)));
        }
        return Replies.Many("share_group_types", GroupShapes.Type, types, request.Viewer);
    }

    private async Task<Result<Reply>> CreateAsync(ShareRequest request)
    {
        if (request.Refusal("share_group_type:create", request.Caller.ProjectId) is { } refusal)
            return refusal;
        if (!BodyReader.Of(request.Body, "share_group_type").TryGet(out var body, out var error))
            return error;
        var name = body.NeededText("name").Trim();
        // One type may stand there without a list around it.
        var types = body.Has("share_types") && request.Body.GetProperty("share_group_type").GetProperty("share_types").ValueKind is JsonValueKind.String ? [body.Text("share_types")!] : body.Texts("share_types");
        var isPublic = body.Flag("is_public") ?? true;
        var specs = body.Pairs("group_specs") ?? default;
        if (body.Problem is { } problem)
            return problem;
        if (types is null or [])
            return ManilaErrors.Invalid("Supported share types must be provided.");
        return await store.WriteAsync(request.Write, state =>
        {
            var found = types.Select(id => state.In(ShareTables.Types).Find(id) ?? ShareTables.TypeByName.Find(state, id)).ToList();
            if (found.IndexOf(null) is >= 0 and var missing)
                return ManilaErrors.NotFound("Share type", types[missing]);
            if (ShareTables.GroupTypeByName.Find(state, name) is not null)
                return ManilaErrors.Conflict($"Share group type {name} already exists.");
            var type = new ShareGroupType { Id = Guid.NewGuid().ToString(), Name = name, IsPublic = isPublic, Specs = specs, TypeIds = [.. found.OfType<ShareType>().Select(one => one.Id).Distinct()] };
            state.Insert(ShareTables.GroupTypes, type);
            return (Result<Reply>)Show(request, type);
        });
    }

    private Task<Result<Reply>> DeleteAsync(ShareRequest request) => store.WriteAsync(request.Write, state => Find(state, request, "share_group_type:delete").Then<Reply>(type =>
    {
        if (ShareTables.GroupsByType.Any(state, type.Id))
            return ManilaErrors.Invalid($"Target share group type {type.Id} with resources cannot be deleted.");
        state.Delete(ShareTables.GroupTypes, type.Id);
        return Reply.NoContent;
    }));

    private async Task<Result<Reply>> ChangeAccessAsync(ShareRequest request, string action, string rule)
    {
        if (request.Refusal(rule, request.Caller.ProjectId) is { } refusal)
            return refusal;
        if (!ProjectAccess.Read(request.Body, action).TryGet(out var project, out var error))
            return error;
        return await store.WriteAsync(request.Write, state => Find(state, request, rule).Then(type => ProjectAccess.Change(type.Projects, type.IsPublic, action, project, type.Id).Map(projects =>
        {
            state.Update(ShareTables.GroupTypes, type with { Projects = projects });
            return Replies.Accepted;
        })));
    }

    private async Task<Result<Reply>> ChangeSpecsAsync(ShareRequest request, string rule, bool isOne)
    {
        if (!Find(request.State, request, rule).TryGet(out _, out var error))
            return error;
        var given = request.Body;
        if (!isOne && (given.ValueKind is not JsonValueKind.Object || !given.TryGetProperty("group_specs", out given)))
            return ManilaErrors.Invalid("The body must be an object with the attribute 'group_specs'.");
        if (!MetadataText.Read(given, "group_specs").TryGet(out var specs, out error))
            return error;
        if (isOne && (specs.Count != 1 || specs[0].Name != request.Route("key")))
            return ManilaErrors.Invalid($"The body must have exactly the group spec that the path names, '{request.Route("key")}'.");
        return await store.WriteAsync(request.Write, state => Find(state, request, rule).Map(type =>
        {
            state.Update(ShareTables.GroupTypes, type with { Specs = MetadataText.Merge(type.Specs, specs) });
            return ShowSpecs(isOne ? null : "group_specs", specs);
        }));
    }

    private Task<Result<Reply>> DeleteSpecAsync(ShareRequest request) => store.WriteAsync(request.Write, state => Find(state, request, "share_group_types_spec:delete").Then<Reply>(type =>
    {
        var key = request.Route("key");
        if (type.Specs.Items.All(spec => spec.Name != key))
            return ManilaErrors.NotFound("Group spec", key);
        state.Update(ShareTables.GroupTypes, type with { Specs = MetadataText.Without(type.Specs, key) });
        return Reply.NoContent;
    }));

    private static Reply ShowSpecs(string? name, EquatableList<NameValue> specs) => Reply.Json(writer =>
    {
        if (name is null)
        {
            Fields.WritePairs(writer, specs);
            return;
        }
        writer.WriteStartObject();
        writer.WritePropertyName(name);
        Fields.WritePairs(writer, specs);
        writer.WriteEndObject();
    });
}
