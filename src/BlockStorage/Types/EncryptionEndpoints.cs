using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Views;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.State;

namespace Naru.BlockStorage.Types;

/// <summary><c>/types/{type}/encryption</c>: how the bytes of its volumes are encrypted.</summary>
internal sealed class EncryptionEndpoints(VolumeApi api, Store store)
{
    private const string All = "types/{id}/encryption";
    private const string One = All + "/{encryption_id}";
    private const string Rule = "volume_extension:volume_type_encryption:";

    private static readonly Member[] Members =
    [
        new("provider", Check.Text(1, Limits.NameLength)),
        new("control_location", Check.Choice("front-end", "back-end")),
        new("cipher", Check.OrNull(Check.Text(0, Limits.NameLength))),
        new("key_size", Check.OrNull(Check.Integer(0, int.MaxValue))),
    ];

    private static readonly BodySchema New = new(
        "encryption", [Members[0] with { IsRequired = true }, Members[1] with { IsRequired = true }, .. Members[2..]]);

    private static readonly BodySchema Update = new("encryption", Members);

    private static readonly Shape<VolumeType> Settings = new(
        Show.Text<VolumeType>("provider", type => type.Encryption!.Provider),
        Show.Text<VolumeType>("control_location", type => type.Encryption!.ControlLocation),
        Show.Text<VolumeType>("cipher", type => type.Encryption!.Cipher),
        Show.Number<VolumeType>("key_size", type => type.Encryption!.KeySize));

    private static readonly Shape<VolumeType> Names = new(
        Show.Text<VolumeType>("volume_type_id", type => type.Id),
        Show.Text<VolumeType>("encryption_id", type => type.Encryption!.Id));

    private static readonly Shape<VolumeType> Times = new(
        Show.Time<VolumeType>("created_at", type => type.Encryption!.CreatedAt),
        Show.Time<VolumeType>("updated_at", type => type.Encryption!.UpdatedAt),
        Show.Time<VolumeType>("deleted_at", _ => null),
        Show.Flag<VolumeType>("deleted", _ => false));

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, All, request => Find(request, request.State, "get").Map(type => Reply.Json(writer =>
        {
            writer.WriteStartObject();
            if (type.Encryption is not null)
            {
                Names.WriteFields(writer, type, request.Viewer);
                Settings.WriteFields(writer, type, request.Viewer);
                Times.WriteFields(writer, type, request.Viewer);
            }
            writer.WriteEndObject();
        })));
        api.Map(routes, HttpMethods.Get, One, request => Find(request, request.State, "get").Then(Item(request)));
        api.Map(routes, HttpMethods.Post, All, CreateAsync);
        api.Map(routes, HttpMethods.Put, One, UpdateAsync);
        api.Map(routes, HttpMethods.Delete, One, DeleteAsync);
    }

    // The last part of the path names one of the settings, and means nothing when the whole is changed or deleted: a type has one encryption.
    private static Func<VolumeType, Result<Reply>> Item(VolumeRequest request) => type =>
    {
        var name = request.Route("encryption_id");
        var value = type.Encryption is not { } encryption ? null : name switch
        {
            "provider" => encryption.Provider,
            "control_location" => encryption.ControlLocation,
            "cipher" => encryption.Cipher,
            "encryption_id" => encryption.Id,
            _ => null,
        };
        if (value is null && (name != "key_size" || type.Encryption?.KeySize is null))
            return CinderErrors.NoResource;
        return Reply.Json(writer =>
        {
            writer.WriteStartObject();
            if (value is not null)
                writer.WriteString(name, value);
            else
                writer.WriteNumber(name, type.Encryption!.KeySize!.Value);
            writer.WriteEndObject();
        });
    };

    private async Task<Result<Reply>> CreateAsync(VolumeRequest request)
    {
        if (!(await request.FieldsAsync(New)).TryGet(out var fields, out var error))
            return error;
        return (await ChangeAsync(request, "create", (state, type) => type.Encryption is not null
            ? Error.Invalid($"Volume type encryption for type {type.Id} already exists.")
            : type with
            {
                Encryption = new TypeEncryption(
                    Guid.NewGuid().ToString(), fields.Text("provider")!, fields.Text("control_location")!, fields.Text("cipher"), fields.Integer("key_size"))
                {
                    CreatedAt = state.Time,
                },
            })).Map(type => Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("encryption");
            Names.WriteFields(writer, type, request.Viewer);
            Settings.WriteFields(writer, type, request.Viewer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }));
    }

    private async Task<Result<Reply>> UpdateAsync(VolumeRequest request)
    {
        if (!(await request.FieldsAsync(Update)).TryGet(out var fields, out var error))
            return error;
        return (await ChangeAsync(request, "update", (state, type) => type.Encryption is not { } encryption
            ? NoEncryption(type)
            : type with
            {
                Encryption = encryption with
                {
                    Provider = fields.Text("provider") ?? encryption.Provider,
                    ControlLocation = fields.Text("control_location") ?? encryption.ControlLocation,
                    Cipher = fields.Names("cipher") ? fields.Text("cipher") : encryption.Cipher,
                    KeySize = fields.Names("key_size") ? fields.Integer("key_size") : encryption.KeySize,
                    UpdatedAt = state.Time,
                },
            })).Map(type => Settings.Reply("encryption", type, request));
    }

    private async Task<Result<Reply>> DeleteAsync(VolumeRequest request) =>
        (await ChangeAsync(request, "delete", (_, type) => type.Encryption is null ? NoEncryption(type) : type with { Encryption = null }))
            .Map(_ => new Reply(StatusCodes.Status202Accepted, null));

    private Task<Result<VolumeType>> ChangeAsync(VolumeRequest request, string operation, Func<Transaction, VolumeType, Result<VolumeType>> change) =>
        store.WriteAsync(request.Write, state => Find(request, state, operation).Then(type =>
        {
            if (BlockStorageTables.VolumesByType.Any(state, type.Id))
                return Error.Invalid("Cannot change the encryption of a volume type that is in use.");
            return change(state, type).Map(changed =>
            {
                state.Update(BlockStorageTables.Types, changed);
                return changed;
            });
        }));

    private static Result<VolumeType> Find(VolumeRequest request, IStateReader state, string operation) =>
        request.Refusal(Rule + operation) is { } refusal ? refusal : TypeAccess.Find(state, request.Caller, request.Id);

    private static Error NoEncryption(VolumeType type) =>
        Error.NotFound("VolumeTypeEncryptionNotFound", $"Volume type encryption for type {type.Id} does not exist.");
}
