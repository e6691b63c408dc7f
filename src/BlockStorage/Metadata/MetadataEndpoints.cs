using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Views;
using Naru.BlockStorage.Volumes;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.BlockStorage.Metadata;

/// <summary><c>…/{id}/metadata</c> of volumes and snapshots.</summary>
internal sealed class MetadataEndpoints(VolumeApi api, Store store)
{
    private static readonly MetadataOwner Volumes = new(
        "volumes",
        (request, state, rule) => request.Volume(state, request.Id, rule).Map(volume => volume.Metadata),
        (state, id, metadata) => VolumeRecords.Update(state, state.In(BlockStorageTables.Volumes).Find(id)! with { Metadata = metadata }))
    {
        GetRule = "volume:get_volume_metadata",
        CreateRule = "volume:create_volume_metadata",
        UpdateRule = "volume:update_volume_metadata",
        DeleteRule = "volume:delete_volume_metadata",
    };

    private static readonly MetadataOwner Snapshots = new(
        "snapshots",
        (request, state, rule) => request.Snapshot(state, request.Id, rule).Map(snapshot => snapshot.Metadata),
        (state, id, metadata) => state.Update(
            BlockStorageTables.Snapshots, state.In(BlockStorageTables.Snapshots).Find(id)! with { Metadata = metadata, UpdatedAt = state.Time }))
    {
        GetRule = "volume:get_snapshot_metadata",
        CreateRule = "volume:update_snapshot_metadata",
        UpdateRule = "volume:update_snapshot_metadata",
        DeleteRule = "volume:delete_snapshot_metadata",
    };

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var owner in (MetadataOwner[])[Volumes, Snapshots])
        {
            var all = $"{owner.Collection}/{{id}}/metadata";
            var one = $"{all}/{{key}}";
            api.Map(routes, HttpMethods.Get, all, request => owner.Read(request, request.State, owner.GetRule).Map(Shown));
            api.Map(routes, HttpMethods.Post, all, request => SetAllAsync(request, owner, owner.CreateRule, (former, given) => former.With(given)));
            api.Map(routes, HttpMethods.Put, all, request => SetAllAsync(request, owner, owner.UpdateRule, (_, given) => given));
            api.Map(routes, HttpMethods.Get, one, request => owner.Read(request, request.State, owner.GetRule).Then(metadata =>
                metadata.Value(request.Route("key")) is { } value ? Item(new Entry(request.Route("key"), value)) : (Result<Reply>)NoKey(request)));
            api.Map(routes, HttpMethods.Put, one, request => SetOneAsync(request, owner));
            api.Map(routes, HttpMethods.Delete, one, async request => (await ChangeAsync(
                request, owner, owner.DeleteRule, metadata => metadata.Value(request.Route("key")) is null ? NoKey(request) : metadata.Without(request.Route("key"))))
                .Map(_ => new Reply(StatusCodes.Status200OK, null)));
        }
    }

    private async Task<Result<Reply>> SetAllAsync(
        VolumeRequest request, MetadataOwner owner, string rule, Func<EquatableList<Entry>, EquatableList<Entry>, EquatableList<Entry>> merge)
    {
        if (!(await ReadAsync(request, "metadata")).TryGet(out var given, out var error))
            return error;
        return (await ChangeAsync(request, owner, rule, former => merge(former, given))).Map(Shown);
    }

    private async Task<Result<Reply>> SetOneAsync(VolumeRequest request, MetadataOwner owner)
    {
        if (!(await ReadAsync(request, "meta")).TryGet(out var given, out var error))
            return error;
        if (given is not [var entry])
            return Error.Invalid("Request body contains too many or too few items: one is expected.");
        if (entry.Key != request.Route("key"))
            return Error.Invalid($"Request body and URI mismatch: the key '{entry.Key}' is not '{request.Route("key")}'.");
        return (await ChangeAsync(request, owner, owner.UpdateRule, former => former.With(given))).Map(_ => Item(entry));
    }

    private static async Task<Result<EquatableList<Entry>>> ReadAsync(VolumeRequest request, string name)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error))
            return error;
        if (body.ValueKind is not JsonValueKind.Object || !body.TryGetProperty(name, out var given))
            return Error.Invalid($"Invalid input: '{name}' is a required property.");
        return Check.Metadata(given) is { } problem ? Error.Invalid($"Invalid input for field/attribute {name}: it {problem}.") : Fields.MapOf(given);
    }

    private Task<Result<EquatableList<Entry>>> ChangeAsync(
        VolumeRequest request, MetadataOwner owner, string rule, Func<EquatableList<Entry>, Result<EquatableList<Entry>>> change) =>
        store.WriteAsync(request.Write, state => owner.Read(request, state, rule).Then(change).Map(metadata =>
        {
            owner.Write(state, request.Id, metadata);
            return metadata;
        }));

    private static Error NoKey(VolumeRequest request) => Error.NotFound("MetadataNotFound", $"{request.Id} has no metadata with key {request.Route("key")}.");

    private static Reply Shown(EquatableList<Entry> metadata) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        Show.WriteMap(writer, "metadata", metadata);
        writer.WriteEndObject();
    });

    private static Reply Item(Entry entry) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        Show.WriteMap(writer, "meta", [entry]);
        writer.WriteEndObject();
    });
}
