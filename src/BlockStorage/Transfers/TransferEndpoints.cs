using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Encryption;
using Naru.BlockStorage.Listing;
using Naru.BlockStorage.Quotas;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Views;
using Naru.BlockStorage.Volumes;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.Rest.Style;
using Naru.State;

namespace Naru.BlockStorage.Transfers;

/// <summary><c>/os-volume-transfer</c> and, since 3.55, <c>/volume-transfers</c>: volumes change hands.</summary>
internal sealed class TransferEndpoints(VolumeApi api, Store store)
{
    private const int SnapshotsKnown = 55;

    private static readonly Member Name = new("name", Check.Name);

    private static readonly BodySchema New = new(
        "transfer", new Member("volume_id", Check.Uuid) { IsRequired = true }, Name, new Member("no_snapshots", Check.Flag) { Since = SnapshotsKnown });

    private static readonly BodySchema Accept = new("accept", new Member("auth_key", Check.Text(1, Limits.NameLength)) { IsRequired = true });

    private static readonly Shape<VolumeTransfer> Brief = new(
        Show.Text<VolumeTransfer>("id", transfer => transfer.Id),
        Show.Text<VolumeTransfer>("volume_id", transfer => transfer.VolumeId),
        Show.Text<VolumeTransfer>("name", transfer => transfer.Name),
        Show.Links<VolumeTransfer>("os-volume-transfer", transfer => transfer.Id));

    private static readonly Shape<VolumeTransfer> More = new(
        Show.Text<VolumeTransfer>("created_at", transfer => Times.Exact(transfer.CreatedAt)),
        Show.Flag<VolumeTransfer>("no_snapshots", transfer => transfer.HasNoSnapshots, since: SnapshotsKnown),
        Show.Text<VolumeTransfer>("destination_project_id", _ => null, since: 57),
        Show.Text<VolumeTransfer>("source_project_id", transfer => transfer.ProjectId, since: 57),
        Show.Flag<VolumeTransfer>("accepted", _ => false, since: 57));

    private static readonly ListKind<VolumeTransfer> Kind = new("transfers", transfer => transfer.Id, transfer => transfer.CreatedAt)
    {
        Singular = "Transfer",
        HasLinks = false,
        Filters = new Dictionary<string, Func<VolumeTransfer, string, bool>>(
        [
            .. Filters.Text<VolumeTransfer>("name", transfer => transfer.Name),
            .. Filters.Text<VolumeTransfer>("volume_id", transfer => transfer.VolumeId),
            new("is_public", (_, _) => true),
        ]),
        SortKeys = new Dictionary<string, Func<VolumeTransfer, IComparable?>>
        {
            ["id"] = transfer => transfer.Id, ["name"] = transfer => transfer.Name, ["display_name"] = transfer => transfer.Name, ["created_at"] = transfer => transfer.CreatedAt,
        },
    };

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (path, since) in new (string, int)[] { ("os-volume-transfer", 0), ("volume-transfers", SnapshotsKnown) })
        {
            api.Map(routes, HttpMethods.Get, path, request => List(request, (writer, transfer) => Brief.Write(writer, transfer, request.Viewer), path), since);
            api.Map(routes, HttpMethods.Get, path + "/detail", request => List(request, (writer, transfer) => WriteFull(writer, request, transfer, key: null), path + "/detail"), since);
            api.Map(routes, HttpMethods.Post, path, CreateAsync, since);
            api.Map(routes, HttpMethods.Get, path + "/{id}", request => Find(request, request.State, "volume:get_transfer").Map(transfer => Shown(request, transfer, key: null)), since);
            api.Map(routes, HttpMethods.Delete, path + "/{id}", DeleteAsync, since);
            api.Map(routes, HttpMethods.Post, path + "/{id}/accept", AcceptAsync, since);
        }
    }

    private static Result<Reply> List(VolumeRequest request, Action<Utf8JsonWriter, VolumeTransfer> write, string path)
    {
        if (request.Refusal("volume:get_all_transfers") is { } refusal)
            return refusal;
        var all = request.State.In(BlockStorageTables.Transfers).All;
        return Kind.Reply(request, Filters.Seen(request, all, project => all.Where(transfer => transfer.ProjectId == project)), write, path);
    }

    private async Task<Result<Reply>> CreateAsync(VolumeRequest request)
    {
        if (!(await request.FieldsAsync(New)).TryGet(out var fields, out var error))
            return error;
        var (key, salt) = (TransferKey.New(), TransferKey.New());
        return (await store.WriteAsync(request.Write, state => request.Volume(state, fields.Text("volume_id")!, "volume:create_transfer").Then(volume =>
        {
            if (!volume.Is(VolumeStatus.Available))
                return CinderErrors.WrongStatus(volume.Id, "a transfer", volume.Status, VolumeStatus.Available);
            if (VolumeKeys.RefusalOf(volume, "a transfer") is { } encrypted)
                return encrypted;
            var hasNoSnapshots = fields.Flag("no_snapshots") is true;
            if (hasNoSnapshots && BlockStorageTables.SnapshotsByVolume.Any(state, volume.Id))
                return Error.Invalid($"Invalid volume: volume {volume.Id} has snapshots, which cannot stay behind: transfer them with it.");
            var transfer = new VolumeTransfer
            {
                Id = Guid.NewGuid().ToString(),
                VolumeId = volume.Id,
                ProjectId = volume.ProjectId,
                Name = fields.Text("name"),
                KeyHash = TransferKey.Hash(salt, key),
                Salt = salt,
                HasNoSnapshots = hasNoSnapshots,
                CreatedAt = state.Time,
            };
            state.Insert(BlockStorageTables.Transfers, transfer);
            VolumeRecords.Update(state, volume with { Status = VolumeStatus.AwaitingTransfer });
            return (Result<VolumeTransfer>)transfer;
        }))).Map(transfer => Shown(request, transfer, key) with { Status = StatusCodes.Status202Accepted });
    }

    private async Task<Result<Reply>> DeleteAsync(VolumeRequest request) =>
        (await store.WriteAsync(request.Write, state => Find(request, state, "volume:delete_transfer").Map(transfer =>
        {
            state.Delete(BlockStorageTables.Transfers, transfer.Id);
            if (state.In(BlockStorageTables.Volumes).Find(transfer.VolumeId) is { Status: VolumeStatus.AwaitingTransfer } volume)
                VolumeRecords.Update(state, volume with { Status = VolumeStatus.Available });
            return transfer;
        }))).Map(_ => new Reply(StatusCodes.Status202Accepted, null));

    private async Task<Result<Reply>> AcceptAsync(VolumeRequest request)
    {
        if (!(await request.FieldsAsync(Accept)).TryGet(out var fields, out var error))
            return error;
        if (request.Refusal("volume:accept_transfer") is { } refusal)
            return refusal;
        var key = fields.Text("auth_key")!;
        return (await store.WriteAsync(request.Write, state =>
        {
            // Whoever knows its id and its key may have it, of whatever project they are.
            if (state.In(BlockStorageTables.Transfers).Find(request.Id) is not { } transfer
                || state.In(BlockStorageTables.Volumes).Find(transfer.VolumeId) is not { } volume)
            {
                return CinderErrors.NotFound("Transfer", request.Id);
            }
            if (!TransferKey.Fits(transfer.KeyHash, transfer.Salt, key))
                return Error.Invalid($"Invalid auth key: Attempt to transfer {transfer.Id} with invalid auth key.");
            var snapshots = BlockStorageTables.SnapshotsByVolume.Of(state, volume.Id);
            if (QuotaCheck.Volume(state, request.Caller.ProjectId, volume.Size + snapshots.Sum(snapshot => snapshot.Size), volume.TypeId) is { } exceeded)
                return exceeded;
            foreach (var snapshot in snapshots)
                state.Update(BlockStorageTables.Snapshots, snapshot with { ProjectId = request.Caller.ProjectId, UserId = request.Caller.UserId, UpdatedAt = state.Time });
            VolumeRecords.Update(state, volume with { Status = VolumeStatus.Available, ProjectId = request.Caller.ProjectId, UserId = request.Caller.UserId });
            state.Delete(BlockStorageTables.Transfers, transfer.Id);
            return (Result<VolumeTransfer>)transfer;
        })).Map(transfer => Brief.Reply("transfer", transfer, request, StatusCodes.Status202Accepted));
    }

    private static Result<VolumeTransfer> Find(VolumeRequest request, IStateReader state, string rule)
    {
        if (state.In(BlockStorageTables.Transfers).Find(request.Id) is not { } transfer || !request.Sees(transfer.ProjectId))
            return CinderErrors.NotFound("Transfer", request.Id);
        return request.Refusal(rule, transfer.ProjectId) is { } refusal ? refusal : transfer;
    }

    private static Reply Shown(VolumeRequest request, VolumeTransfer transfer, string? key) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("transfer");
        WriteFull(writer, request, transfer, key);
        writer.WriteEndObject();
    });

    private static void WriteFull(Utf8JsonWriter writer, VolumeRequest request, VolumeTransfer transfer, string? key)
    {
        writer.WriteStartObject();
        Brief.WriteFields(writer, transfer, request.Viewer);
        More.WriteFields(writer, transfer, request.Viewer);
        if (key is not null)
            writer.WriteString("auth_key", key);
        writer.WriteEndObject();
    }
}
