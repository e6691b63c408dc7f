using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.BlockStorage.Bodies;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Volumes;
using Naru.BlockStorage.Work;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.BlockStorage.Snapshots;

/// <summary><c>POST /snapshots/{id}/action</c>.</summary>
internal sealed class SnapshotActionEndpoints(VolumeApi api, Store store)
{
    private static readonly BodySchema Reset = new("os-reset_status", new Member("status", Check.Text(1, Limits.NameLength)) { IsRequired = true });

    private static readonly BodySchema Report = new(
        "os-update_snapshot_status",
        new Member("status", Check.Text(1, Limits.NameLength)) { IsRequired = true },
        new Member("progress", Check.OrNull(Check.Text(0, Limits.NameLength))));

    public void Map(IEndpointRouteBuilder routes) => api.Map(routes, HttpMethods.Post, "snapshots/{id}/action", ActAsync);

    private async Task<Result<Reply>> ActAsync(VolumeRequest request)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error) || !ActionName.Of(body).TryGet(out var name, out error))
            return error;
        return await (name switch
        {
            "os-reset_status" => DoAsync(request, "volume_extension:snapshot_admin_actions:reset_status", (state, snapshot) => ResetStatus(state, request, snapshot, body)),
            "os-force_delete" => DoAsync(request, "volume_extension:snapshot_admin_actions:force_delete", (state, snapshot) => SnapshotEndpoints.BeginDeletion(state, request.Caller, snapshot, isForced: true)),
            "os-update_snapshot_status" => DoAsync(request, "snapshot_extension:snapshot_actions:update_snapshot_status", (state, snapshot) => UpdateStatus(state, request, snapshot, body)),
            "os-unmanage" => DoAsync(request, "snapshot_extension:snapshot_unmanage", (state, snapshot) => Unmanage(state, request, snapshot)),
            _ => Task.FromResult<Result<Reply>>(ActionName.NoSuch(name)),
        });
    }

    private async Task<Result<Reply>> DoAsync(VolumeRequest request, string rule, Func<Transaction, VolumeSnapshot, Result<VolumeSnapshot>> act) =>
        (await store.WriteAsync(request.Write, state => request.Snapshot(state, request.Id, rule).Then(snapshot => act(state, snapshot))))
            .Map(_ => new Reply(StatusCodes.Status202Accepted, null));

    private static Result<VolumeSnapshot> ResetStatus(Transaction state, VolumeRequest request, VolumeSnapshot snapshot, JsonElement body)
    {
        if (!Reset.Read(body, request.Version).TryGet(out var fields, out var error))
            return error;
        var status = fields.Text("status")!.ToLowerInvariant();
        return SnapshotStatus.Settable.Contains(status)
            ? Changed(state, snapshot with { Status = status })
            : Error.Invalid($"Invalid input for field/attribute status. Value: {status}. '{status}' is not one of {string.Join(", ", SnapshotStatus.Settable)}.");
    }

    // A host reports how far a snapshot of an attached volume is.
    private static Result<VolumeSnapshot> UpdateStatus(Transaction state, VolumeRequest request, VolumeSnapshot snapshot, JsonElement body)
    {
        if (!Report.Read(body, request.Version).TryGet(out var fields, out var error))
            return error;
        string[] next = snapshot.Status switch
        {
            SnapshotStatus.Creating => [SnapshotStatus.Creating, SnapshotStatus.Available, SnapshotStatus.Error],
            SnapshotStatus.Deleting => [SnapshotStatus.Deleting, SnapshotStatus.ErrorDeleting],
            _ => [],
        };
        var status = fields.Text("status")!;
        if (!next.Contains(status))
            return Error.Invalid($"Snapshot status {snapshot.Status} not allowed for update_snapshot_status to '{status}'.");
        var progress = fields.Text("progress");
        return progress is null || (progress.EndsWith('%') && int.TryParse(progress[..^1], out var done) && done is >= 0 and <= 100)
            ? Changed(state, snapshot with { Status = status, Progress = progress ?? snapshot.Progress })
            : Error.Invalid($"Invalid input for field/attribute progress. Value: {progress}: expected 0% to 100%.");
    }

    private static Result<VolumeSnapshot> Unmanage(Transaction state, VolumeRequest request, VolumeSnapshot snapshot)
    {
        if (snapshot.Status is not SnapshotStatus.Available)
            return Error.Invalid($"Invalid snapshot: Snapshot {snapshot.Id} is {snapshot.Status}: only those in status available can be let go.");
        Jobs.Add(state, request.Caller, JobKind.UnmanageSnapshot, snapshot.Id, job => job with { Others = [snapshot.VolumeId] });
        return Changed(state, snapshot with { Status = SnapshotStatus.Unmanaging });
    }

    private static VolumeSnapshot Changed(Transaction state, VolumeSnapshot snapshot)
    {
        var changed = snapshot with { UpdatedAt = state.Time };
        state.Update(BlockStorageTables.Snapshots, changed);
        return changed;
    }
}
