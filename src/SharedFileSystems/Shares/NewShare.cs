using Naru.Primitives;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Quotas;
using Naru.SharedFileSystems.Requests;
using Naru.SharedFileSystems.Servers;
using Naru.SharedFileSystems.Types;
using Naru.SharedFileSystems.Work;
using Naru.State;

namespace Naru.SharedFileSystems.Shares;

/// <summary>What a request wants a new share to be.</summary>
internal sealed record NewShare
{
    public string? Name { get; private init; }

    public string? Description { get; private init; }

    public int? Size { get; private init; }

    public required string Protocol { get; init; }

    public string? Type { get; private init; }

    public string? SnapshotId { get; private init; }

    public string? ShareNetworkId { get; private init; }

    public string? GroupId { get; private init; }

    public string? Zone { get; private init; }

    public bool IsPublic { get; private init; }

    public EquatableList<NameValue> Metadata { get; private init; }

    /// <summary>Hints name other shares that it should be with, or apart from.</summary>
    public IReadOnlyList<string> HintedShares { get; private init; } = [];

    public string? OnlyHost { get; private init; }

    /// <param name="available">The only protocol of shares here.</param>
    public static Result<NewShare> Read(ShareRequest request, string available)
    {
        if (request.Body.ValueKind is not System.Text.Json.JsonValueKind.Object || !request.Body.TryGetProperty("share", out _))
            return ManilaErrors.NoEntity("The body must be an object with the attribute 'share'.");
        if (!BodyReader.Of(request.Body, "share").TryGet(out var body, out var error))
            return error;
        if (body.Has("share_type") && body.Has("volume_type"))
            return ManilaErrors.Invalid("Cannot specify both share_type and volume_type.");
        var hints = request.Version.Minor >= 65 ? body.Inner("scheduler_hints") : null;
        var share = new NewShare
        {
            Name = body.Text("name") ?? body.Text("display_name"),
            Description = body.Text("description") ?? body.Text("display_description"),
            Size = body.Integer("size"),
            Protocol = body.NeededText("share_proto").ToUpperInvariant(),
            Type = body.Text("share_type") ?? body.Text("volume_type"),
            SnapshotId = body.Text("snapshot_id"),
            ShareNetworkId = body.Text("share_network_id"),
            GroupId = request.Version.Minor >= 31 ? body.Text("share_group_id") : null,
            Zone = request.Version.Minor >= 1 ? body.Text("availability_zone") : null,
            IsPublic = body.Flag("is_public") ?? false,
            Metadata = body.Pairs("metadata") ?? default,
            HintedShares = hints is null ? [] : [.. Ids(hints, "same_host"), .. Ids(hints, "different_host")],
            OnlyHost = request.Version.Minor >= 67 ? hints?.Text("only_host") : null,
        };
        if ((body.Problem ?? hints?.Problem) is { } problem)
            return problem;
        if (share.Protocol != available)
            return ManilaErrors.Invalid($"Invalid share protocol provided: {share.Protocol}. It is either disabled or unsupported. Available protocols: {available}");
        return share.Size is not null || share.SnapshotId is not null
            ? share
            : ManilaErrors.Invalid("Share 'size' must be an integer and greater than 0.");
    }

    /// <summary>Records the share, which is then made.</summary>
    public Result<Share> Record(Transaction state, ShareRequest request)
    {
        if (request.Refusal("share:create", request.Caller.ProjectId) is { } refusal || (IsPublic && (refusal = request.Refusal("share:create_public_share", request.Caller.ProjectId)) is not null))
            return refusal;
        if (!FindSource(state, request).TryGet(out var source, out var error) || !FindType(state, request, source.Share).TryGet(out var type, out error)
            || !FindGroup(state, request, type).TryGet(out var group, out error) || !CheckPlace(state, request, source.Share, type, group.Group).TryGet(out _, out error))
        {
            return error;
        }
        var size = Size ?? source.Snapshot!.Size; // One of them is there.
        if (CheckSize(size, source.Snapshot, type) is { } wrong
            || (wrong = QuotaCheck.OfShare(state, request.Caller.ProjectId, request.Caller.UserId, type?.Id, size, newShares: 1, newGigabytes: size)) is not null)
        {
            return wrong;
        }
        if (!ExportNumbers.Next(state).TryGet(out var number, out error))
            return error;
        var share = new Share
        {
            Id = Guid.NewGuid().ToString(),
            InstanceId = Guid.NewGuid().ToString(),
            ExportLocationId = Guid.NewGuid().ToString(),
            ExportNumber = number,
            ProjectId = request.Caller.ProjectId,
            UserId = request.Caller.UserId,
            Name = Name,
            Description = Description,
            Size = size,
            Protocol = Protocol,
            Status = ShareStatus.Creating,
            TypeId = type?.Id,
            AvailabilityZone = Zone ?? Scheduling.Zone,
            SnapshotId = SnapshotId,
            ShareNetworkId = ShareNetworkId ?? source.Share?.ShareNetworkId,
            GroupId = GroupId,
            IsPublic = IsPublic,
            Metadata = Metadata,
            IgnoresZonesOfType = request.Version.Minor < ExtraSpecs.ZonesSince,
            CreatedAt = state.Time,
            HasSnapshotSupport = type?.Has(ExtraSpecs.Snapshots) ?? false,
            // Until 2.23 whoever had snapshots could make shares of them.
            HasCreateFromSnapshotSupport = type?.Has(type.Spec(ExtraSpecs.CreateFromSnapshot) is null && request.Version.Minor < 24 ? ExtraSpecs.Snapshots : ExtraSpecs.CreateFromSnapshot) ?? false,
            HasRevertSupport = type?.Has(ExtraSpecs.Revert) ?? false,
            HasMountSnapshotSupport = type?.Has(ExtraSpecs.MountSnapshot) ?? false,
            Work = ShareWork.Create,
        };
        state.Insert(ShareTables.Shares, share);
        return share;
    }

    private static IEnumerable<string> Ids(BodyReader hints, string name) =>
        (hints.Text(name) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private Result<(ShareSnapshot? Snapshot, Share? Share)> FindSource(IStateReader state, ShareRequest request)
    {
        if (SnapshotId is not { } id)
            return (null, null);
        if (!ShareFinder.FindSnapshot(state, request, id, "share_snapshot:get_snapshot").TryGet(out var snapshot, out var error))
            return error;
        if (snapshot.Status != ShareStatus.Available)
            return ManilaErrors.Invalid($"Invalid share snapshot: {id} is {snapshot.Status}, and must be {ShareStatus.Available}.");
        var share = state.In(ShareTables.Shares).Find(snapshot.ShareId);
        if (request.Version.Minor >= 24 && share is { HasCreateFromSnapshotSupport: false })
            return ManilaErrors.Invalid($"A new share may not be created from snapshot '{id}', because the snapshot's parent share does not have that capability.");
        if (ShareNetworkId is not null && ShareNetworkId != share?.ShareNetworkId)
            return ManilaErrors.Invalid("Share network ID should be the same as snapshot's parent share's or empty.");
        return (snapshot, share);
    }

    private Result<ShareType?> FindType(IStateReader state, ShareRequest request, Share? source)
    {
        if (Type is null)
        {
            var implied = source is null ? state.In(ShareTables.Types).All.FirstOrDefault(type => type.IsDefault) : source.TypeId is { } id ? state.In(ShareTables.Types).Find(id) : null;
            return implied is null && source is null
                ? ManilaErrors.Invalid("There is no default share type: 'share_type' is needed.")
                : Done.Ok.Map(_ => implied);
        }
        if ((state.In(ShareTables.Types).Find(Type) ?? ShareTables.TypeByName.Find(state, Type)) is not { } found || !(found.IsFor(request.Caller.ProjectId) || request.Caller.IsAdmin))
            return Error.NotFound("NotFound", $"Share type {Type} not found.");
        if (source is not null && source.TypeId != found.Id)
            return ManilaErrors.Invalid("Invalid share type specified: the requested share type must match the type of the source share.");
        return found;
    }

    private Result<(ShareGroup? Group, bool IsThere)> FindGroup(IStateReader state, ShareRequest request, ShareType? type)
    {
        if (GroupId is not { } id)
            return (null, false);
        if (state.In(ShareTables.Groups).Find(id) is not { } group || (!request.Caller.IsAdmin && group.ProjectId != request.Caller.ProjectId))
            return ManilaErrors.NotFound("Share group", id);
        if (group.Status != ShareStatus.Available)
            return ManilaErrors.Invalid($"Share group status must be {ShareStatus.Available}, got {group.Status}.");
        if (type is not null && !group.TypeIds.Items.Contains(type.Id))
            return ManilaErrors.Invalid($"The specified share type ({type.Id}) is not supported by the specified share group ({id}).");
        if (group.ShareNetworkId != ShareNetworkId)
            return ManilaErrors.Invalid($"The specified share network ({ShareNetworkId}) is not supported by the specified share group ({id}).");
        return (group, true);
    }

    private Result<Done> CheckPlace(IStateReader state, ShareRequest request, Share? source, ShareType? type, ShareGroup? group)
    {
        if (Zone is { } zone && zone != Scheduling.Zone)
            return ManilaErrors.NotFound("Availability zone", zone);
        if (ShareNetworkId is { } network && (state.In(ShareTables.Networks).Find(network) is not { } found || (!request.Caller.IsAdmin && found.ProjectId != request.Caller.ProjectId)))
            return ManilaErrors.NotFound("Share network", network);
        if (type?.Has(ExtraSpecs.HandlesShareServers) is true && ShareNetworkId is null && source is null && group is null)
            return ManilaErrors.Invalid("Share network must be set when the driver_handles_share_servers is true.");
        if (type?.Has(ExtraSpecs.HandlesShareServers) is true && (ShareNetworkId ?? source?.ShareNetworkId) is { } place && state.In(ShareTables.Networks).Find(place) is { } used
            && ShareServers.Refusal(used, Zone ?? Scheduling.Zone) is { } unusable)
        {
            return unusable;
        }
        if (request.Version.Minor >= ExtraSpecs.ZonesSince && Zone is not null && type?.IsIn(Zone) is false)
            return ManilaErrors.Invalid($"Share type {type.Name} is not supported within the availability zone chosen {Zone}.");
        if (HintedShares.FirstOrDefault(id => state.In(ShareTables.Shares).Find(id) is not { } share || !ShareFinder.Sees(request, share)) is { } unknown)
            return ManilaErrors.NotFound("Share", unknown);
        return Done.Ok;
    }

    private static Error? CheckSize(int size, ShareSnapshot? snapshot, ShareType? type)
    {
        if (size <= 0)
            return ManilaErrors.Invalid($"Share size '{size}' must be an integer and greater than 0.");
        if (snapshot is not null && size < snapshot.Size)
            return ManilaErrors.Invalid($"Share size '{size}' must be equal or greater than snapshot size '{snapshot.Size}'.");
        return ExtraSpecs.RefusalOf(type, size);
    }
}
