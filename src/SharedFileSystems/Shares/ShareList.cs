using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;

namespace Naru.SharedFileSystems.Shares;

/// <summary>Lists of shares: whose, which, and in which order.</summary>
internal static class ShareList
{
    private static readonly Dictionary<string, Func<Share, string?>> Attributes = new()
    {
        ["name"] = share => share.Name,
        ["display_name"] = share => share.Name,
        ["description"] = share => share.Description,
        ["display_description"] = share => share.Description,
        ["status"] = share => share.Status,
        ["project_id"] = share => share.ProjectId,
        ["user_id"] = share => share.UserId,
        ["share_type_id"] = share => share.TypeId,
        ["snapshot_id"] = share => share.SnapshotId,
        ["share_network_id"] = share => share.ShareNetworkId,
        ["share_group_id"] = share => share.GroupId,
        ["source_share_group_snapshot_member_id"] = share => share.GroupSnapshotMemberId,
        ["share_proto"] = share => share.Protocol,
        ["host"] = share => share.Host,
        ["share_server_id"] = share => share.ShareServerId,
    };

    private static readonly Dictionary<string, Func<Share, IComparable?>> Keys = new()
    {
        ["created_at"] = share => share.CreatedAt,
        ["id"] = share => share.Id,
        ["status"] = share => share.Status,
        ["size"] = share => share.Size,
        ["host"] = share => share.Host,
        ["share_proto"] = share => share.Protocol,
        ["availability_zone_id"] = share => share.AvailabilityZone,
        ["availability_zone"] = share => share.AvailabilityZone,
        ["user_id"] = share => share.UserId,
        ["project_id"] = share => share.ProjectId,
        ["updated_at"] = share => share.UpdatedAt,
        ["display_name"] = share => share.Name,
        ["name"] = share => share.Name,
        ["share_type_id"] = share => share.TypeId,
        ["share_type"] = share => share.TypeId,
        ["share_network_id"] = share => share.ShareNetworkId,
        ["share_network"] = share => share.ShareNetworkId,
        ["snapshot_id"] = share => share.SnapshotId,
        ["snapshot"] = share => share.SnapshotId,
        ["launched_at"] = share => share.CreatedAt,
        ["scheduled_at"] = share => share.CreatedAt,
    };

    public static Result<Reply> Answer(ShareRequest request, bool isDetailed)
    {
        if (request.Refusal("share:get_all", request.Caller.ProjectId) is { } refusal
            || ((request.Query("host") is not null || request.Query("share_server_id") is not null)
                && (refusal = request.Refusal("share:list_by_host", request.Caller.ProjectId)) is not null))
        {
            return refusal;
        }
        if (!Selected(request).TryGet(out var selected, out var error) || !Sorting.Sorted(request, selected, Keys).TryGet(out var sorted, out error)
            || !Page<ShareView>.Of(request, [.. sorted.Select(share => ShareView.Of(request.State, share))]).TryGet(out var page, out error))
        {
            return error;
        }
        var withCount = request.Version.Minor >= 42 && Truth.Of(request.Query("with_count")) is true;
        return page.Reply(request, "shares", "shares_links", isDetailed ? ShareShapes.Detail : ShareShapes.Summary, withCount);
    }

    private static Result<IEnumerable<Share>> Selected(ShareRequest request)
    {
        var all = request.State.In(ShareTables.Shares).All;
        var isPublic = Truth.Of(request.Query("is_public")) is true;
        if (!Filters.IsOfAllProjects(request, "share:list_all_projects"))
            all = all.Where(share => share.ProjectId == request.Caller.ProjectId || (isPublic && share.IsPublic));
        var isSoftDeleted = request.Version.Minor >= 69 && Truth.Of(request.Query("is_soft_deleted")) is true;
        all = Filters.Matching(request, all.Where(share => share.IsSoftDeleted == isSoftDeleted), Attributes);
        if (request.Version.Minor >= 35)
        {
            if (request.Query("export_location_id") is { } location)
                all = all.Where(share => share.ExportLocationId == location);
            if (request.Query("export_location_path") is { } path)
                all = all.Where(share => share.ExportPath == path);
        }
        if (request.Query("metadata") is { } metadata)
        {
            if (!Filters.Pairs(metadata).TryGet(out var pairs, out var error))
                return error;
            all = all.Where(share => pairs.Items.All(pair => share.Metadata.Items.Contains(pair)));
        }
        if (request.Query("extra_specs") is { } specs)
        {
            if (!Filters.Pairs(specs).TryGet(out var pairs, out var error))
                return error;
            all = all.Where(share => share.TypeId is { } id && request.State.In(ShareTables.Types).Find(id) is { } type && pairs.Items.All(pair => type.ExtraSpecs.Items.Contains(pair)));
        }
        return Result(all);
    }

    // An interface converts to nothing by itself.
    private static Result<IEnumerable<Share>> Result(IEnumerable<Share> shares) => Done.Ok.Map(_ => shares);
}
