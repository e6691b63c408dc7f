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

    private static readonly OfferedTypes<ShareGroupType> Offered = new(ShareTables.GroupTypes, "share_group_type", "Share group type");
    private static readonly SpecBodies Bodies = new("group_specs", "Group spec");

    public void Map()
    {
        api.Map(HttpMethods.Get, All, List, Since);
        api.Map(HttpMethods.Post, All, CreateAsync, Since);
        api.Map(HttpMethods.Get, "share-group-types/default", request => Offered.Default(request).Map(type => Show(request, type)), Since);
        api.Map(HttpMethods.Get, One, request => Offered.Find(request.State, request, "share_group_type:show").Map(type => Show(request, type)), Since);
        api.Map(HttpMethods.Delete, One, DeleteAsync, Since);
        api.Map(HttpMethods.Get, One + "/access", Offered.ListAccess, Since);
        api.MapAction(One, ProjectAccess.Add, request => Offered.AddProjectAsync(store, request), Since);
        api.MapAction(One, ProjectAccess.Remove, request => Offered.RemoveProjectAsync(store, request), Since);
        api.Map(HttpMethods.Get, Specs, request => Offered.Find(request.State, request, "share_group_types_spec:index").Map(type => Bodies.Show(request, type.Specs)), Since);
        api.Map(HttpMethods.Post, Specs, request => ChangeSpecsAsync(request, "share_group_types_spec:create"), Since);
        api.Map(HttpMethods.Get, OneSpec, request => Offered.Find(request.State, request, "share_group_types_spec:show")
            .Then(type => Bodies.Find(request, type.Specs)).Map(spec => Bodies.Show(request, [spec])), Since);
        api.Map(HttpMethods.Put, OneSpec, request => ChangeSpecsAsync(request, "share_group_types_spec:update"), Since);
        api.Map(HttpMethods.Delete, OneSpec, DeleteSpecAsync, Since);
    }

    private static Reply Show(ShareRequest request, ShareGroupType type) => Replies.One("share_group_type", GroupShapes.Type, type, request.Viewer);

    private static Result<Reply> List(ShareRequest request)
    {
        if (!Offered.List(request).TryGet(out var types, out var error))
            return error;
        if (request.Version.Minor >= 66 && request.Query("group_specs") is { } specs)
        {
            if (!Filters.Pairs(specs).TryGet(out var pairs, out error))
                return error;
            types = Array.FindAll(types, type => pairs.Items.All(pair => type.Specs.Items.Contains(pair)));
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

    private Task<Result<Reply>> DeleteAsync(ShareRequest request) => store.WriteAsync(request.Write, state => Offered.Find(state, request, "share_group_type:delete").Then<Reply>(type =>
    {
        if (ShareTables.GroupsByType.Any(state, type.Id))
            return ManilaErrors.Invalid($"Target share group type {type.Id} with resources cannot be deleted.");
        state.Delete(ShareTables.GroupTypes, type.Id);
        return Reply.NoContent;
    }));

    private async Task<Result<Reply>> ChangeSpecsAsync(ShareRequest request, string rule)
    {
        if (!Offered.Find(request.State, request, rule).TryGet(out _, out var error))
            return error;
        if (!Bodies.Read(request).TryGet(out var specs, out error))
            return error;
        return await store.WriteAsync(request.Write, state => Offered.Find(state, request, rule).Map(type =>
        {
            state.Update(ShareTables.GroupTypes, type with { Specs = MetadataText.Merge(type.Specs, specs) });
            return Bodies.Show(request, specs);
        }));
    }

    private Task<Result<Reply>> DeleteSpecAsync(ShareRequest request) => store.WriteAsync(
        request.Write,
        state => Offered.Find(state, request, "share_group_types_spec:delete").Then(type => Bodies.Find(request, type.Specs).Map(spec =>
        {
            state.Update(ShareTables.GroupTypes, type with { Specs = MetadataText.Without(type.Specs, spec.Name) });
            return Reply.NoContent;
        })));
}
