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

namespace Naru.BlockStorage.Types;

/// <summary><c>/types</c>: the kinds of volumes that there are.</summary>
internal sealed class TypeEndpoints(VolumeApi api, Store store)
{
    private const string One = "types/{id}";

    private static readonly BodySchema New = new(
        "volume_type",
        new Member("name", Check.Text(1, Limits.NameLength)) { IsRequired = true },
        new Member("description", Check.Name),
        new Member("extra_specs", Check.OrNull(Check.Specs)),
        new Member("os-volume-type-access:is_public", Check.Flag));

    private static readonly BodySchema Update = new(
        "volume_type",
        new Member("name", Check.OrNull(Check.Text(0, Limits.NameLength))),
        new Member("description", Check.Name),
        new Member("is_public", Check.Flag));

    private static readonly ListKind<VolumeType> Kind = new("volume_types", type => type.Id, type => type.CreatedAt)
    {
        Singular = "VolumeType",
        SortKeys = new Dictionary<string, Func<VolumeType, IComparable?>>
        {
            ["id"] = type => type.Id, ["name"] = type => type.Name, ["created_at"] = type => type.CreatedAt, ["updated_at"] = type => type.UpdatedAt,
        },
        Filters = new Dictionary<string, Func<VolumeType, string, bool>>([Filters.Map<VolumeType>("extra_specs", type => type.ExtraSpecs), new("is_public", (_, _) => true)]),
        HasLinks = false,
    };

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, "types", List);
        api.Map(routes, HttpMethods.Post, "types", CreateAsync);
        api.Map(routes, HttpMethods.Get, One, request => request.Refusal("volume_extension:type_get") is { } refusal
            ? refusal
            : Find(request).Map(type => Shown(request, type, TypeShape.Write)));
        api.Map(routes, HttpMethods.Put, One, UpdateAsync);
        api.Map(routes, HttpMethods.Delete, One, DeleteAsync);
    }

    private static Result<VolumeType> Find(VolumeRequest request) =>
        request.Id == "default" ? DefaultTypes.Of(request.State, request.Caller.ProjectId) : TypeAccess.Find(request.State, request.Caller, request.Id);

    private static Result<Reply> List(VolumeRequest request)
    {
        if (request.Refusal("volume_extension:type_get_all") is { } refusal)
            return refusal;
        var types = request.State.In(BlockStorageTables.Types).All;
        var isPublic = request.Query["is_public"].ToString();
        if (!request.Caller.IsAdmin || isPublic.Length == 0)
            types = types.Where(type => type.IsPublic || type.Projects.Contains(request.Caller.ProjectId));
        else if (!isPublic.Equals("None", StringComparison.OrdinalIgnoreCase))
            types = types.Where(type => type.IsPublic == Filters.IsTrue(isPublic));
        return Kind.Reply(request, types, (writer, type) => TypeShape.Write(writer, request, type), "types");
    }

    private async Task<Result<Reply>> CreateAsync(VolumeRequest request)
    {
        if (request.Refusal("volume_extension:type_create") is { } refusal)
            return refusal;
        if (!(await request.FieldsAsync(New)).TryGet(out var fields, out var error))
            return error;
        return (await store.WriteAsync(request.Write, state =>
        {
            var name = fields.Text("name")!;
            if (BlockStorageTables.TypesByName.Find(state, name) is not null)
                return Error.Conflict("VolumeTypeExists", $"Volume Type {name} already exists.");
            var type = new VolumeType
            {
                Id = Guid.NewGuid().ToString(),
                Name = name,
                Description = fields.Text("description"),
                IsPublic = fields.Flag("os-volume-type-access:is_public") ?? true,
                ExtraSpecs = fields.Map("extra_specs"),
                CreatedAt = state.Time,
            };
            state.Insert(BlockStorageTables.Types, type);
            return (Result<VolumeType>)type;
        })).Map(type => Shown(request, type, TypeShape.WriteCreated));
    }

    private async Task<Result<Reply>> UpdateAsync(VolumeRequest request)
    {
        if (request.Refusal("volume_extension:type_update") is { } refusal)
            return refusal;
        if (!(await request.FieldsAsync(Update)).TryGet(out var fields, out var error))
            return error;
        var name = fields.Text("name");
        if (fields.Names("name") && name is null or "")
            return Error.Invalid("Invalid input for field/attribute name: Volume type name can not be empty.");
        if (!fields.Names("name") && !fields.Names("description") && !fields.Names("is_public"))
            return Error.Invalid("Specify volume type name, description, is_public or a combination thereof.");
        return (await store.WriteAsync(request.Write, state => TypeAccess.Find(state, request.Caller, request.Id).Then(type =>
        {
            if (name is not null && BlockStorageTables.TypesByName.Find(state, name) is { } other && other.Id != type.Id)
                return Error.Conflict("VolumeTypeExists", $"Volume Type {name} already exists.");
            var changed = type with
            {
                Name = name ?? type.Name,
                Description = fields.Names("description") ? fields.Text("description") : type.Description,
                IsPublic = fields.Flag("is_public") ?? type.IsPublic,
                UpdatedAt = state.Time,
            };
            state.Update(BlockStorageTables.Types, changed);
            return (Result<VolumeType>)changed;
        }))).Map(type => Shown(request, type, TypeShape.WriteUpdated));
    }

    private async Task<Result<Reply>> DeleteAsync(VolumeRequest request)
    {
        if (request.Refusal("volume_extension:type_delete") is { } refusal)
            return refusal;
        return (await store.WriteAsync(request.Write, state => TypeAccess.Find(state, request.Caller, request.Id).Then(type =>
        {
            if (type.Name == VolumeType.DefaultName || state.In(BlockStorageTables.DefaultTypes).All.Any(own => own.TypeId == type.Id))
                return Error.Invalid($"Invalid volume type: The volume type {type.Id} is a default volume type and cannot be deleted.");
            if (BlockStorageTables.VolumesByType.Any(state, type.Id) || state.In(BlockStorageTables.Snapshots).All.Any(snapshot => snapshot.TypeId == type.Id))
                return Error.Invalid("Target volume type is still in use.");
            state.Delete(BlockStorageTables.Types, type.Id);
            return Done.Ok;
        }))).Map(_ => new Reply(StatusCodes.Status202Accepted, null));
    }

    private static Reply Shown(VolumeRequest request, VolumeType type, Action<Utf8JsonWriter, VolumeRequest, VolumeType> write) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("volume_type");
        write(writer, request, type);
        writer.WriteEndObject();
    });
}
