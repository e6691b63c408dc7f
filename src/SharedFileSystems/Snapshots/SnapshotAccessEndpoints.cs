using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.SharedFileSystems.Access;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;
using Naru.SharedFileSystems.Servers;
using Naru.SharedFileSystems.Shares;
using Naru.SharedFileSystems.Storage;
using Naru.SharedFileSystems.Work;
using Naru.State;

namespace Naru.SharedFileSystems.Snapshots;

/// <summary>Who may mount a snapshot, read-only, and where.</summary>
internal sealed class SnapshotAccessEndpoints(ShareApi api, Store store, IShareBackend backend)
{
    private const int Since = 32;
    private const string One = "snapshots/{id}";

    public void Map()
    {
        api.MapAction(One, "allow_access", AllowAsync, Since);
        api.MapAction(One, "deny_access", DenyAsync, Since);
        api.Map(HttpMethods.Get, One + "/access-list", request => ShareFinder.FindSnapshot(request.State, request, request.Id, "share_snapshot:access_list").Map(snapshot =>
            Replies.Many("snapshot_access_list", AccessShapes.OfSnapshot, ShareTables.RulesByOwner.Of(request.State, snapshot.Id), request.Viewer)), Since);
        MapLocations(One, request => ShareFinder.FindSnapshot(request.State, request, request.Id, "share_snapshot_export_location:index"));
        MapLocations("snapshot-instances/{id}", request => SnapshotInstanceEndpoints.Find(request.State, request, "share_snapshot_instance_export_location:index"));
    }

    private void MapLocations(string path, Func<ShareRequest, Result<ShareSnapshot>> find)
    {
        api.Map(HttpMethods.Get, path + "/export-locations", async request => (await LocationAsync(request, find)).Map(location =>
            Replies.Many("share_snapshot_export_locations", ShapeOf(location.Path, isDetailed: false), location.Path is null ? [] : (ShareSnapshot[])[location.Snapshot], request.Viewer)), Since);
        api.Map(HttpMethods.Get, path + "/export-locations/{location_id}", async request => (await LocationAsync(request, find)).Then<Reply>(location =>
            location.Path is not null && location.Snapshot.ExportLocationId == request.Route("location_id")
                ? Replies.One("share_snapshot_export_location", ShapeOf(location.Path, isDetailed: true), location.Snapshot, request.Viewer)
                : ManilaErrors.NotFound("Export location", request.Route("location_id"))), Since);
    }

    /// <summary>A snapshot that clients do not find has no path.</summary>
    private async Task<Result<(ShareSnapshot Snapshot, string? Path)>> LocationAsync(ShareRequest request, Func<ShareRequest, Result<ShareSnapshot>> find)
    {
        if (!find(request).TryGet(out var snapshot, out var error))
            return error;
        if (snapshot is not { IsMountable: true, IsStored: true })
            return (snapshot, null);
        var address = ShareServers.AddressesOf(request.State, snapshot.ShareServerId)[0];
        return (await backend.PathOfAsync(Desired.VolumeOf(request.State, snapshot), address, request.Cancellation)).Map(path => (snapshot, (string?)path));
    }

    private static Shape<ShareSnapshot> ShapeOf(string? path, bool isDetailed)
    {
        List<ShapeField<ShareSnapshot, Viewer>> fields =
        [
            Fields.Text<ShareSnapshot>("id", snapshot => snapshot.ExportLocationId),
            Fields.Text<ShareSnapshot>("path", _ => path),
            Fields.Links<ShareSnapshot>("share_snapshot_export_locations", snapshot => snapshot.ExportLocationId),
            Fields.Text<ShareSnapshot>("share_snapshot_instance_id", snapshot => snapshot.InstanceId) with { When = Fields.ForAdministrators },
            Fields.Flag<ShareSnapshot>("is_admin_only", _ => false) with { When = Fields.ForAdministrators },
        ];
        if (isDetailed)
            fields.AddRange([Fields.Time<ShareSnapshot>("created_at", snapshot => snapshot.CreatedAt), Fields.Time<ShareSnapshot>("updated_at", snapshot => snapshot.UpdatedAt)]);
        return new Shape<ShareSnapshot>(fields);
    }

    private async Task<Result<Reply>> AllowAsync(ShareRequest request)
    {
        if (!Mountable(request.State, request, "share_snapshot:allow_access").TryGet(out _, out var error) || !AccessRequest.Read(request, backend.Features, isOfSnapshot: true).TryGet(out var wanted, out error))
            return error;
        return await store.WriteAsync(request.Write, state => Mountable(state, request, "share_snapshot:allow_access").Then<Reply>(snapshot =>
        {
            if (snapshot.Status != ShareStatus.Available)
                return ManilaErrors.Invalid($"Snapshot {snapshot.Id} is {snapshot.Status}; it must be {ShareStatus.Available}.");
            return AccessEndpoints.NewRule(state, snapshot.Id, wanted).Map(rule => Replies.One("snapshot_access", AccessShapes.OfSnapshot, rule, request.Viewer, StatusCodes.Status202Accepted));
        }));
    }

    private async Task<Result<Reply>> DenyAsync(ShareRequest request)
    {
        if (!AccessEndpoints.ReadId(request).TryGet(out var id, out var error))
            return error;
        return await store.WriteAsync(request.Write, state => Mountable(state, request, "share_snapshot:deny_access").Then(snapshot => AccessEndpoints.Deny(state, snapshot.Id, id)));
    }

    private static Result<ShareSnapshot> Mountable(IStateReader state, ShareRequest request, string rule) => ShareFinder.FindSnapshot(state, request, request.Id, rule).Then<ShareSnapshot>(snapshot =>
        snapshot.IsMountable ? snapshot : ManilaErrors.Invalid($"Cannot control access to the snapshot {snapshot.Id} since the parent share does not support mounting its snapshots."));
}
