using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Listing;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Views;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.State;

namespace Naru.BlockStorage.Groups;

/// <summary><c>/group_types</c> and their <c>group_specs</c>.</summary>
internal sealed class GroupTypeEndpoints(VolumeApi api, Store store)
{
    private const int Since = 11;
    private const string One = "group_types/{id}";
    private const string Specs = One + "/group_specs";
    private const string Spec = Specs + "/{key}";
    private const string ManageRule = "group:group_types_manage:";
    private const string SpecRule = "group:group_types_specs:";

    private static readonly BodySchema New = new(
        "group_type",
        new Member("name", Check.Text(1, Limits.NameLength)) { IsRequired = true },
        new Member("description", Check.Name),
        new Member("is_public", Check.Flag),
        new Member("group_specs", Check.OrNull(Check.Specs)));

    private static readonly BodySchema Update = new(
        "group_type", new Member("name", Check.OrNull(Check.Text(0, Limits.NameLength))), new Member("description", Check.Name), new Member("is_public", Check.Flag));

    private static readonly Shape<GroupType> Base = new(
        Show.Text<GroupType>("id", type => type.Id),
        Show.Text<GroupType>("name", type => type.Name),
        Show.Text<GroupType>("description", type => type.Description),
        Show.Flag<GroupType>("is_public", type => type.IsPublic));

    private static readonly ListKind<GroupType> Kind = new("group_types", type => type.Id, type => type.CreatedAt)
    {
        Singular = "GroupType",
        HasLinks = false,
        SortKeys = new Dictionary<string, Func<GroupType, IComparable?>> { ["id"] = type => type.Id, ["name"] = type => type.Name, ["created_at"] = type => type.CreatedAt },
    };

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, "group_types", List, Since);
        api.Map(routes, HttpMethods.Post, "group_types", CreateAsync, Since);
        api.Map(routes, HttpMethods.Get, One, request => Find(request, request.State).Map(type => Shown(request, type)), Since);
        api.Map(routes, HttpMethods.Put, One, UpdateAsync, Since);
        api.Map(routes, HttpMethods.Delete, One, DeleteAsync, Since);
        api.Map(routes, HttpMethods.Get, Specs, request => request.Refusal(SpecRule + "get_all") is { } refusal ? refusal : Find(request, request.State).Map(type => SpecsOf(type.Specs)), Since);
        api.Map(routes, HttpMethods.Post, Specs, SetSpecsAsync, Since);
        api.Map(routes, HttpMethods.Get, Spec, request => request.Refusal(SpecRule + "get") is { } refusal ? refusal : Find(request, request.State).Then(type =>
            type.Specs.Value(request.Route("key")) is { } value ? Item(request.Route("key"), value) : (Result<Reply>)NoSpec(request)), Since);
        api.Map(routes, HttpMethods.Put, Spec, SetSpecAsync, Since);
        api.Map(routes, HttpMethods.Delete, Spec, async request => (await ChangeAsync(request, SpecRule + "delete", type =>
            type.Specs.Value(request.Route("key")) is null ? NoSpec(request) : type with { Specs = type.Specs.Without(request.Route("key")) }))
            .Map(_ => new Reply(StatusCodes.Status202Accepted, null)), Since);
    }

    private static Result<Reply> List(VolumeRequest request)
    {
        var types = request.State.In(BlockStorageTables.GroupTypes).All;
        var isPublic = request.Query["is_public"].ToString();
        if (!request.Caller.IsAdmin || isPublic.Length == 0)
            types = types.Where(type => type.IsPublic);
        else if (!isPublic.Equals("None", StringComparison.OrdinalIgnoreCase))
            types = types.Where(type => type.IsPublic == Filters.IsTrue(isPublic));
        return Kind.Reply(request, types, (writer, type) => Write(writer, request, type), "group_types");
    }

    private async Task<Result<Reply>> CreateAsync(VolumeRequest request)
    {
        if (request.Refusal(ManageRule + "create") is { } refusal)
            return refusal;
        if (!(await request.FieldsAsync(New)).TryGet(out var fields, out var error))
            return error;
        return (await store.WriteAsync(request.Write, state =>
        {
            var name = fields.Text("name")!;
            if (state.In(BlockStorageTables.GroupTypes).All.Any(other => other.Name == name))
                return Error.Conflict("GroupTypeExists", $"Group Type {name} already exists.");
            var type = new GroupType
            {
                Id = Guid.NewGuid().ToString(),
                Name = name,
                Description = fields.Text("description"),
                IsPublic = fields.Flag("is_public") ?? true,
                Specs = fields.Map("group_specs"),
                CreatedAt = state.Time,
            };
            state.Insert(BlockStorageTables.GroupTypes, type);
            return (Result<GroupType>)type;
        })).Map(type => Shown(request, type) with { Status = StatusCodes.Status202Accepted });
    }

    private async Task<Result<Reply>> UpdateAsync(VolumeRequest request)
    {
        if (!(await request.FieldsAsync(Update)).TryGet(out var fields, out var error))
            return error;
        if (fields.Names("name") && fields.Text("name") is null or "")
            return Error.Invalid("Group type name can not be empty.");
        return (await ChangeAsync(request, ManageRule + "update", type => type with
        {
            Name = fields.Text("name") ?? type.Name,
            Description = fields.Names("description") ? fields.Text("description") : type.Description,
            IsPublic = fields.Flag("is_public") ?? type.IsPublic,
        })).Map(type => Shown(request, type));
    }

    private async Task<Result<Reply>> DeleteAsync(VolumeRequest request)
    {
        if (request.Refusal(ManageRule + "delete") is { } refusal)
            return refusal;
        return (await store.WriteAsync(request.Write, state => Find(request, state).Then(type =>
        {
            if (state.In(BlockStorageTables.Groups).All.Any(group => group.TypeId == type.Id))
                return Error.Invalid($"Target group type {type.Id} is still in use.");
            state.Delete(BlockStorageTables.GroupTypes, type.Id);
            return Done.Ok;
        }))).Map(_ => new Reply(StatusCodes.Status202Accepted, null));
    }

    private async Task<Result<Reply>> SetSpecsAsync(VolumeRequest request)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error))
            return error;
        if (body.ValueKind is not JsonValueKind.Object || !body.TryGetProperty("group_specs", out var given) || Check.Specs(given) is not null)
            return Error.Invalid("Invalid input: 'group_specs' is a required property and a map of texts.");
        return (await ChangeAsync(request, SpecRule + "create", type => type with { Specs = type.Specs.With(Fields.MapOf(given)) }))
            .Map(_ => SpecsOf(Fields.MapOf(given)) with { Status = StatusCodes.Status202Accepted });
    }

    private async Task<Result<Reply>> SetSpecAsync(VolumeRequest request)
    {
        var key = request.Route("key");
        if (!(await request.BodyAsync()).TryGet(out var body, out var error))
            return error;
        if (body.ValueKind is not JsonValueKind.Object || Check.Specs(body) is not null || Fields.MapOf(body) is not [var spec] || spec.Key != key)
            return Error.Invalid($"Request body must be an object with the one key '{key}', and a text as its value.");
        return (await ChangeAsync(request, SpecRule + "update", type => type with { Specs = type.Specs.With(key, spec.Value) })).Map(_ => Item(key, spec.Value));
    }

    private Task<Result<GroupType>> ChangeAsync(VolumeRequest request, string rule, Func<GroupType, Result<GroupType>> change) =>
        store.WriteAsync(request.Write, state => request.Refusal(rule) is { } refusal ? refusal : Find(request, state).Then(change).Map(changed =>
        {
            state.Update(BlockStorageTables.GroupTypes, changed);
            return changed;
        }));

    private static Result<GroupType> Find(VolumeRequest request, IStateReader state) =>
        state.In(BlockStorageTables.GroupTypes).Find(request.Id) is { } type && (type.IsPublic || request.Caller.IsAdmin)
            ? type
            : Error.NotFound("GroupTypeNotFound", request.Id == "default" ? "Default group type can not be found." : $"Group type {request.Id} could not be found.");

    private static Error NoSpec(VolumeRequest request) => Error.NotFound("GroupTypeSpecsNotFound", $"Group Type {request.Id} has no specs with key {request.Route("key")}.");

    private static Reply Shown(VolumeRequest request, GroupType type) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("group_type");
        Write(writer, request, type);
        writer.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter writer, VolumeRequest request, GroupType type)
    {
        writer.WriteStartObject();
        Base.WriteFields(writer, type, request.Viewer);
        if (request.Allows("group:access_group_types_specs"))
            Show.WriteMap(writer, "group_specs", type.Specs);
        writer.WriteEndObject();
    }

    private static Reply SpecsOf(EquatableList<Entry> specs) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        Show.WriteMap(writer, "group_specs", specs);
        writer.WriteEndObject();
    });

    private static Reply Item(string key, string value) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString(key, value);
        writer.WriteEndObject();
    });
}
