using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Quotas;
using Naru.SharedFileSystems.Requests;
using Naru.SharedFileSystems.Storage;
using Naru.SharedFileSystems.Types;
using Naru.SharedFileSystems.Work;
using Naru.State;

namespace Naru.SharedFileSystems.Shares;

/// <summary>Takes the storage of a share away from this service without deleting it, and back.</summary>
internal sealed class ManageEndpoints(ShareApi api, Store store, IShareBackend backend, Scheduling scheduling)
{
    private static readonly HashSet<string> Settled =
    [
        ShareStatus.Available, ShareStatus.Error, ShareStatus.ErrorDeleting, ShareStatus.ManageError, ShareStatus.UnmanageError, ShareStatus.ExtendingError, ShareStatus.ShrinkingError,
        ShareStatus.ShrinkingRefused, ShareStatus.RevertingError, ShareStatus.Inactive,
    ];

    public void Map()
    {
        api.Map(HttpMethods.Post, "os-share-manage", ManageAsync, until: 6);
        api.Map(HttpMethods.Post, "shares/manage", ManageAsync, since: 7);
        api.Map(HttpMethods.Post, "os-share-unmanage/{id}/unmanage", UnmanageAsync, until: 6);
        api.MapAction("shares/{id}", "unmanage", UnmanageAsync, since: 7);
    }

    private async Task<Result<Reply>> ManageAsync(ShareRequest request)
    {
        if (request.Refusal("share:manage", request.Caller.ProjectId) is { } refusal)
            return refusal;
        if (request.Body.ValueKind is not System.Text.Json.JsonValueKind.Object || !request.Body.TryGetProperty("share", out _))
            return ManilaErrors.NoEntity("The body must be an object with the attribute 'share'.");
        if (!BodyReader.Of(request.Body, "share").TryGet(out var body, out var error))
            return error;
        if (body.IsNullOrAbsent("service_host") || body.IsNullOrAbsent("export_path") || body.IsNullOrAbsent("protocol"))
            return ManilaErrors.NoEntity("'service_host', 'export_path' and 'protocol' are needed.");
        var (host, path, protocol) = (body.Text("service_host"), ExportPath(body), body.Text("protocol"));
        var typeName = body.Text("share_type");
        var (name, description) = (body.Text("name") ?? body.Text("display_name"), body.Text("description") ?? body.Text("display_description"));
        var isPublic = request.Version.Minor >= 8 && body.Flag("is_public") is true;
        if (body.Problem is { } problem)
            return problem;
        return await store.WriteAsync(request.Write, state =>
        {
            if (host != scheduling.OwnPool.Host)
                return ManilaErrors.NotFound("Service host", host ?? "");
            var type = typeName is null ? state.In(ShareTables.Types).All.FirstOrDefault(one => one.IsDefault) : state.In(ShareTables.Types).Find(typeName) ?? ShareTables.TypeByName.Find(state, typeName);
            if (type is null)
                return ManilaErrors.NotFound("Share type", typeName ?? "");
            if (type.Has(ExtraSpecs.HandlesShareServers))
                return ManilaErrors.Invalid($"Share type {type.Name} has {ExtraSpecs.HandlesShareServers}, and the host has not.");
            var volume = backend.IdOf(path);
            if (state.In(ShareTables.Shares).All.Any(share => share.ExportPath == path) || (volume is not null && ShareTables.ShareByInstance.Find(state, volume) is not null))
                return ManilaErrors.Conflict($"A share with the export path {path} exists already.");
            if (!ExportNumbers.Next(state).TryGet(out var number, out var full))
                return full;
            if (QuotaCheck.OfShare(state, request.Caller.ProjectId, request.Caller.UserId, type.Id, 0, newShares: 1, newGigabytes: 0) is { } over)
                return over;
            var share = new Share
            {
                Id = Guid.NewGuid().ToString(),
                // What is no path of this host is looked for all the same, and not found.
                InstanceId = volume ?? Guid.NewGuid().ToString(),
                ExportLocationId = Guid.NewGuid().ToString(),
                ExportNumber = number,
                ProjectId = request.Caller.ProjectId,
                UserId = request.Caller.UserId,
                Name = name,
                Description = description,
                Protocol = protocol!.ToUpperInvariant(), // It is there.
                Status = ShareStatus.Managing,
                TypeId = type.Id,
                Host = host,
                AvailabilityZone = Scheduling.Zone,
                IsPublic = isPublic,
                CreatedAt = state.Time,
                HasSnapshotSupport = type.Has(ExtraSpecs.Snapshots),
                HasCreateFromSnapshotSupport = type.Has(ExtraSpecs.CreateFromSnapshot),
                HasRevertSupport = type.Has(ExtraSpecs.Revert),
                HasMountSnapshotSupport = type.Has(ExtraSpecs.MountSnapshot),
                Work = ShareWork.Manage,
                WorkSource = path,
                ExportPath = path,
            };
            state.Insert(ShareTables.Shares, share);
            return (Result<Reply>)ShareEndpoints.Show(request, state, share);
        });
    }

    private Task<Result<Reply>> UnmanageAsync(ShareRequest request) => store.WriteAsync(request.Write, state =>
    {
        // Whoever may not is told so before whether there is such a share.
        if (request.Refusal("share:unmanage", request.Caller.ProjectId) is { } refusal)
            return refusal;
        return ShareFinder.Find(state, request, request.Id, "share:unmanage").Then<Reply>(share =>
        {
            if (share.IsSoftDeleted)
                return ManilaErrors.Forbidden($"Share '{share.Id}' has been soft deleted and cannot be unmanaged.");
            if (share.Work is not ShareWork.None || !Settled.Contains(share.Status))
                return ManilaErrors.Forbidden($"Share {share.Id} is {share.Status} and cannot be unmanaged meanwhile.");
            if (ShareTables.SnapshotsByShare.Any(state, share.Id))
                return ManilaErrors.Forbidden($"Share {share.Id} cannot be unmanaged because it has dependent snapshots.");
            if (share.GroupId is { } group)
                return ManilaErrors.Conflict($"Share {share.Id} is in share group {group}.");
            state.Update(ShareTables.Shares, share with { Status = ShareStatus.Unmanaging, Work = ShareWork.Unmanage, IsWorkDone = false, UpdatedAt = state.Time });
            return Replies.Accepted;
        });
    });

    /// <summary>Old clients send the export location that they were shown, and not its path alone.</summary>
    private static string ExportPath(BodyReader body) => (body.InnerOrNothing("export_path") is { } location ? location.Text("path") : body.Text("export_path")) ?? "";
}
