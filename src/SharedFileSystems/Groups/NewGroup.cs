using Naru.Primitives;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Quotas;
using Naru.SharedFileSystems.Requests;
using Naru.SharedFileSystems.Types;
using Naru.SharedFileSystems.Work;
using Naru.State;

namespace Naru.SharedFileSystems.Groups;

/// <summary>What a request wants a new share group to be.</summary>
internal sealed record NewGroup(string? Name, string? Description, string? GroupType, IReadOnlyList<string>? Types, string? SourceSnapshot, string? ShareNetwork, string? Zone)
{
    public static Result<NewGroup> Read(ShareRequest request)
    {
        if (request.Refusal("share_group:create", request.Caller.ProjectId) is { } refusal)
            return refusal;
        if (!BodyReader.Of(request.Body, "share_group").TryGet(out var body, out var error))
            return error;
        string[] known = ["name", "description", "share_group_type_id", "share_types", "source_share_group_snapshot_id", "share_network_id", "availability_zone"];
        if (body.Names.FirstOrDefault(name => !known.Contains(name)) is { } other)
            return ManilaErrors.Invalid($"'{other}' is no attribute of a share group.");
        var group = new NewGroup(
            body.Text("name"), body.Text("description"), body.Text("share_group_type_id"), body.Texts("share_types"), body.Text("source_share_group_snapshot_id"),
            body.Text("share_network_id"), body.Text("availability_zone"));
        if (body.Problem is { } problem)
            return problem;
        if (group is { Types: not null, SourceSnapshot: not null })
            return ManilaErrors.Invalid("Cannot supply both 'share_types' and 'source_share_group_snapshot_id' attributes.");
        if (group is { SourceSnapshot: not null, ShareNetwork: not null })
            return ManilaErrors.Invalid("Cannot supply both 'share_network_id' and 'source_share_group_snapshot_id' attributes as the share network is inherited from the source.");
        return group;
    }

    /// <summary>Records the group and, when it is made from a snapshot, the shares in it.</summary>
    public Result<ShareGroup> Record(Transaction state, ShareRequest request)
    {
        if (!Source(state, request).TryGet(out var source, out var error) || !TypeOf(state, request, source.Group).TryGet(out var type, out error))
            return error;
        if (!TypesOf(state, request, type, source.Group).TryGet(out var types, out error))
            return error;
        if (Zone is not null && Zone != Scheduling.Zone)
            return ManilaErrors.NotFound("Availability zone", Zone);
        if (request.Version.Minor >= ExtraSpecs.ZonesSince && Zone is not null && types.Items.Select(id => state.In(ShareTables.Types).Find(id)).FirstOrDefault(one => one?.IsIn(Zone) is false) is { } elsewhere)
            return ManilaErrors.Invalid($"Share type {elsewhere.Name} is not supported within the availability zone chosen {Zone}.");
        if (ShareNetwork is { } network && (state.In(ShareTables.Networks).Find(network) is not { } found || (!request.Caller.IsAdmin && found.ProjectId != request.Caller.ProjectId)))
            return ManilaErrors.Invalid($"Share network {network} not found.");
        if (QuotaCheck.OfOther(state, request.Caller.ProjectId, request.Caller.UserId, QuotaCheck.Groups) is { } over)
            return over;
        var group = new ShareGroup
        {
            Id = Guid.NewGuid().ToString(),
            ProjectId = request.Caller.ProjectId,
            UserId = request.Caller.UserId,
            Name = Name,
            Description = Description,
            Status = ShareStatus.Creating,
            GroupTypeId = type.Id,
            TypeIds = types,
            SourceSnapshotId = SourceSnapshot,
            ShareNetworkId = ShareNetwork ?? source.Group?.ShareNetworkId,
            AvailabilityZone = Zone ?? Scheduling.Zone,
            CreatedAt = state.Time,
        };
        state.Insert(ShareTables.Groups, group);
        foreach (var member in source.Snapshot?.Members.Items ?? [])
        {
            if (!GroupShares.Add(state, request, group, member).TryGet(out _, out error))
                return error;
        }
        return group;
    }

    private Result<(ShareGroupSnapshot? Snapshot, ShareGroup? Group)> Source(IStateReader state, ShareRequest request)
    {
        if (SourceSnapshot is not { } id)
            return (null, null);
        if (state.In(ShareTables.GroupSnapshots).Find(id) is not { } snapshot || (!request.Caller.IsAdmin && snapshot.ProjectId != request.Caller.ProjectId))
            return ManilaErrors.Invalid($"Share group snapshot {id} could not be found.");
        return snapshot.Status == ShareStatus.Available
            ? (snapshot, state.In(ShareTables.Groups).Find(snapshot.GroupId))
            : ManilaErrors.Conflict($"Share group snapshot {id} is {snapshot.Status}; it must be {ShareStatus.Available}.");
    }

    private Result<ShareGroupType> TypeOf(IStateReader state, ShareRequest request, ShareGroup? source)
    {
        var id = GroupType ?? source?.GroupTypeId;
        var type = id is null ? state.In(ShareTables.GroupTypes).All.FirstOrDefault(one => one.IsDefault) : state.In(ShareTables.GroupTypes).Find(id);
        if (type is null || !(type.IsFor(request.Caller.ProjectId) || request.Caller.IsAdmin))
            return id is null ? ManilaErrors.Invalid("There is no default share group type: 'share_group_type_id' is needed.") : ManilaErrors.Invalid($"Share group type {id} not found.");
        if (source is not null && source.GroupTypeId != type.Id)
            return ManilaErrors.Invalid("The share group type must be that of the source share group.");
        return type;
    }

    private Result<EquatableList<string>> TypesOf(IStateReader state, ShareRequest request, ShareGroupType type, ShareGroup? source)
    {
        if (source is not null)
            return source.TypeIds;
        var ids = Types ?? (IReadOnlyList<string>)[.. type.TypeIds.Items];
        var found = new List<ShareType>();
        foreach (var id in ids)
        {
            if (state.In(ShareTables.Types).Find(id) is not { } one || !(one.IsFor(request.Caller.ProjectId) || request.Caller.IsAdmin))
                return ManilaErrors.Invalid($"Share type {id} not found.");
            if (!type.TypeIds.Items.Contains(one.Id))
                return ManilaErrors.Invalid($"The specified share type {id} is not supported by the share group type {type.Id}.");
            found.Add(one);
        }
        if (found.DistinctBy(one => one.Has(ExtraSpecs.HandlesShareServers)).Count() > 1)
            return ManilaErrors.Invalid($"The share types cannot have different values of {ExtraSpecs.HandlesShareServers}.");
        if (found.Any(one => one.Has(ExtraSpecs.HandlesShareServers)) && ShareNetwork is null)
            return ManilaErrors.Invalid("When a share type with driver_handles_share_servers is used, a share network must be given.");
        if (found.All(one => !one.Has(ExtraSpecs.HandlesShareServers)) && ShareNetwork is not null && found.Count > 0)
            return ManilaErrors.Invalid("When share types without driver_handles_share_servers are used, no share network may be given.");
        return (EquatableList<string>)[.. found.Select(one => one.Id).Distinct()];
    }
}
