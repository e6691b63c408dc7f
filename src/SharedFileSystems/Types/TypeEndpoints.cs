using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;
using Naru.State;

namespace Naru.SharedFileSystems.Types;

/// <summary><c>/types</c>: kinds of shares, and which projects may use them.</summary>
internal sealed class TypeEndpoints(ShareApi api, Store store)
{
    private const string All = "types";
    private const string One = "types/{id}";

    public static readonly OfferedTypes<ShareType> Offered = new(ShareTables.Types, "share_type", "Share type");

    public void Map()
    {
        api.Map(HttpMethods.Get, All, List);
        api.Map(HttpMethods.Post, All, CreateAsync);
        api.Map(HttpMethods.Get, "types/default", request => Offered.Default(request).Map(type => Show(request, type)));
        api.Map(HttpMethods.Get, One, request => Offered.Find(request.State, request, "share_type:show").Map(type => Show(request, type)));
        api.Map(HttpMethods.Put, One, UpdateAsync, since: 50);
        api.Map(HttpMethods.Delete, One, DeleteAsync);
        api.Map(HttpMethods.Get, One + "/os-share-type-access", Offered.ListAccess, until: 6);
        api.Map(HttpMethods.Get, One + "/share_type_access", Offered.ListAccess, since: 7);
        api.MapAction(One, ProjectAccess.Add, request => Offered.AddProjectAsync(store, request));
        api.MapAction(One, ProjectAccess.Remove, request => Offered.RemoveProjectAsync(store, request));
    }

    private static Reply Show(ShareRequest request, ShareType type) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        foreach (var name in (string[])["volume_type", "share_type"])
        {
            writer.WritePropertyName(name);
            TypeShapes.Shape.Write(writer, type, request.Viewer);
        }
        writer.WriteEndObject();
    });

    private static Result<Reply> List(ShareRequest request)
    {
        if (!Offered.List(request).TryGet(out var types, out var error))
            return error;
        if (request.Version.Minor >= 43 && request.Query("extra_specs") is { } specs)
        {
            if (!Filters.Pairs(specs).TryGet(out var pairs, out error))
                return error;
            types = Array.FindAll(types, type => pairs.Items.All(pair => pair.Name == ExtraSpecs.Zones ? ExtraSpecs.ZonesOf(pair.Value).All(type.IsIn) : Has(type, pair)));
        }
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            Replies.WriteMany(writer, "volume_types", TypeShapes.Shape, types, request.Viewer);
            Replies.WriteMany(writer, "share_types", TypeShapes.Shape, types, request.Viewer);
            writer.WriteEndObject();
        });
    }

    private static bool Has(ShareType type, NameValue wanted) =>
        type.Spec(wanted.Name) is { } value && (value == wanted.Value || (Truth.Of(value) is { } truth && Truth.Of(wanted.Value) == truth));

    private async Task<Result<Reply>> CreateAsync(ShareRequest request)
    {
        if (request.Refusal("share_type:create", request.Caller.ProjectId) is { } refusal)
            return refusal;
        if (!ReadBody(request).TryGet(out var body, out var error))
            return error;
        var name = body.NeededText("name").Trim();
        var description = body.Text("description");
        if (request.Version.Minor < 41 && body.Has("description"))
            return ManilaErrors.Invalid("'description' is there from version 2.41 on.");
        var isPublic = body.Flag(PublicName(request)) ?? true;
        var specs = body.Pairs("extra_specs") ?? default;
        if (body.Problem is { } problem)
            return problem;
        if (specs.Items.All(spec => spec.Name != ExtraSpecs.HandlesShareServers))
            return ManilaErrors.Invalid($"Required extra spec {ExtraSpecs.HandlesShareServers} not specified.");
        if (specs.Items.Select(ExtraSpecs.RefusalOf).FirstOrDefault(wrong => wrong is not null) is { } invalid)
            return invalid;
        specs = [.. specs.Items.Select(ExtraSpecs.Kept)];
        // Until 2.23 every type had to say whether its shares have snapshots, and said yes when it did not.
        if (request.Version.Minor < 24 && specs.Items.All(spec => spec.Name != ExtraSpecs.Snapshots))
            specs = [.. specs.Items, new NameValue(ExtraSpecs.Snapshots, "True")];
        return (await store.WriteAsync(request.Write, state =>
        {
            if (ShareTables.TypeByName.Find(state, name) is not null)
                return ManilaErrors.Conflict($"Share Type {name} already exists.");
            var type = new ShareType { Id = Guid.NewGuid().ToString(), Name = name, Description = description, IsPublic = isPublic, ExtraSpecs = specs, CreatedAt = state.Time };
            state.Insert(ShareTables.Types, type);
            return (Result<ShareType>)type;
        })).Map(type => Show(request, type));
    }

    private async Task<Result<Reply>> UpdateAsync(ShareRequest request)
    {
        if (request.Refusal("share_type:update", request.Caller.ProjectId) is { } refusal)
            return refusal;
        if (!ReadBody(request).TryGet(out var body, out var error))
            return error;
        var (name, description, isPublic) = (body.Text("name")?.Trim(), body.Text("description"), body.Flag("share_type_access:is_public"));
        if (body.Problem is { } problem)
            return problem;
        if (!body.Has("name") && !body.Has("description") && !body.Has("share_type_access:is_public"))
            return ManilaErrors.Invalid("Specify share type name, description, share_type_access:is_public or a combination thereof.");
        if (body.Has("name") && string.IsNullOrEmpty(name))
            return ManilaErrors.Invalid("Share type name cannot be empty.");
        return (await store.WriteAsync(request.Write, state => Offered.Find(state, request, "share_type:update").Then<ShareType>(type =>
        {
            if (name is not null && ShareTables.TypeByName.Find(state, name) is { } other && other.Id != type.Id)
                return ManilaErrors.Conflict($"Share Type {name} already exists.");
            var changed = type with { Name = name ?? type.Name, Description = !body.Has("description") ? type.Description : description is { Length: > 0 } ? description : null, IsPublic = isPublic ?? type.IsPublic };
            state.Update(ShareTables.Types, changed);
            return changed;
        }))).Map(type => Show(request, type));
    }

    private Task<Result<Reply>> DeleteAsync(ShareRequest request) => store.WriteAsync(request.Write, state => Offered.Find(state, request, "share_type:delete").Then<Reply>(type =>
    {
        if (ShareTables.SharesByType.Any(state, type.Id) || state.In(ShareTables.GroupTypes).All.Any(group => group.TypeIds.Items.Contains(type.Id)))
            return ManilaErrors.Invalid($"Target share type {type.Id} is still in use.");
        foreach (var quota in state.In(ShareTables.Quotas).All.Where(quota => quota.Id.EndsWith($"/type:{type.Id}", StringComparison.Ordinal)).ToList())
            state.Delete(ShareTables.Quotas, quota.Id);
        state.Delete(ShareTables.Types, type.Id);
        return Replies.Accepted;
    }));

    private static Result<BodyReader> ReadBody(ShareRequest request) =>
        BodyReader.Of(request.Body, request.Body.ValueKind is JsonValueKind.Object && request.Body.TryGetProperty("volume_type", out _) ? "volume_type" : "share_type");

    private static string PublicName(ShareRequest request) => request.Version.Minor < 7 ? "os-share-type-access:is_public" : "share_type_access:is_public";
}
