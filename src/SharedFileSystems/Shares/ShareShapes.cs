using Naru.Rest.Microversions;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;

namespace Naru.SharedFileSystems.Shares;

/// <summary>How shares and their instances look in each version.</summary>
internal static class ShareShapes
{
    public static readonly Shape<ShareView> Summary = new(
        Fields.Text<ShareView>("id", view => view.Share.Id),
        Fields.Text<ShareView>("name", view => view.Share.Name),
        Fields.Links<ShareView>("shares", view => view.Share.Id));

    public static readonly Shape<ShareView> Detail = new(
        Fields.Text<ShareView>("id", view => view.Share.Id),
        Fields.Number<ShareView>("size", view => view.Share.Size),
        Fields.Text<ShareView>("availability_zone", view => view.Share.AvailabilityZone),
        Fields.Time<ShareView>("created_at", view => view.Share.CreatedAt),
        Fields.Text<ShareView>("status", view => OldStatus(view.Share.Status), until: 53),
        Fields.Text<ShareView>("status", view => view.Share.Status, since: 54),
        Fields.Text<ShareView>("name", view => view.Share.Name),
        Fields.Text<ShareView>("description", view => view.Share.Description),
        Fields.Text<ShareView>("project_id", view => view.Share.ProjectId),
        Fields.Text<ShareView>("snapshot_id", view => view.Share.SnapshotId),
        Fields.Text<ShareView>("share_network_id", view => view.Share.ShareNetworkId),
        Fields.Text<ShareView>("share_proto", view => view.Share.Protocol),
        Fields.Pairs<ShareView>("metadata", view => view.Share.Metadata),
        Fields.Text<ShareView>("share_type", view => view.TypeName, until: 5),
        Fields.Text<ShareView>("share_type", view => view.Share.TypeId, since: 6),
        Fields.Text<ShareView>("share_type_name", view => view.TypeName, since: 6),
        Fields.Text<ShareView>("volume_type", view => view.TypeName),
        Fields.Links<ShareView>("shares", view => view.Share.Id),
        Fields.Flag<ShareView>("is_public", view => view.Share.IsPublic),
        Fields.Text<ShareView>("export_location", view => view.Share.ExportPath, until: 8),
        Fields.Texts<ShareView>("export_locations", view => Locations(view.Share)) with { Until = 8 },
        Fields.Flag<ShareView>("snapshot_support", view => view.Share.HasSnapshotSupport, since: 2),
        Fields.Text<ShareView>("task_state", view => view.Share.TaskState, since: 5),
        Fields.Text<ShareView>("access_rules_status", view => view.OldRulesStatus, since: 10, until: 27),
        Fields.Text<ShareView>("access_rules_status", view => view.RulesStatus, since: 28),
        Fields.Nothing<ShareView>("replication_type", since: 11),
        Fields.Flag<ShareView>("has_replicas", _ => false, since: 11),
        Fields.Text<ShareView>("user_id", view => view.Share.UserId, since: 16),
        Fields.Flag<ShareView>("create_share_from_snapshot_support", view => view.Share.HasCreateFromSnapshotSupport, since: 24),
        Fields.Flag<ShareView>("revert_to_snapshot_support", view => view.Share.HasRevertSupport, since: 27),
        Fields.Text<ShareView>("share_group_id", view => view.Share.GroupId, since: 31),
        Fields.Text<ShareView>("source_share_group_snapshot_member_id", view => view.Share.GroupSnapshotMemberId, since: 31),
        Fields.Flag<ShareView>("mount_snapshot_support", view => view.Share.HasMountSnapshotSupport, since: 32),
        Fields.Text<ShareView>("progress", view => Progress(view.Share), since: 54),
        Fields.Flag<ShareView>("is_soft_deleted", view => view.Share.IsSoftDeleted, since: 69),
        Fields.Time<ShareView>("scheduled_to_be_deleted_at", view => view.Share.ScheduledToBeDeletedAt, since: 69),
        Fields.Text<ShareView>("share_server_id", view => view.Share.ShareServerId) with { When = Fields.ForAdministrators },
        Fields.Text<ShareView>("host", view => view.Share.Host) with { When = Fields.ForAdministrators });

    public static readonly Shape<ShareView> Instance = new(
        Fields.Text<ShareView>("id", view => view.Share.InstanceId),
        Fields.Text<ShareView>("share_id", view => view.Share.Id),
        Fields.Text<ShareView>("availability_zone", view => view.Share.AvailabilityZone),
        Fields.Time<ShareView>("created_at", view => view.Share.CreatedAt),
        Fields.Text<ShareView>("host", view => view.Share.Host),
        Fields.Text<ShareView>("status", view => OldStatus(view.Share.Status), until: 53),
        Fields.Text<ShareView>("status", view => view.Share.Status, since: 54),
        Fields.Text<ShareView>("share_network_id", view => view.Share.ShareNetworkId),
        Fields.Text<ShareView>("share_server_id", view => view.Share.ShareServerId),
        Fields.Text<ShareView>("export_location", view => view.Share.ExportPath, until: 8),
        Fields.Texts<ShareView>("export_locations", view => Locations(view.Share)) with { Until = 8 },
        Fields.Text<ShareView>("access_rules_status", view => view.OldRulesStatus, since: 10, until: 27),
        Fields.Text<ShareView>("access_rules_status", view => view.RulesStatus, since: 28),
        Fields.Nothing<ShareView>("replica_state", since: 11),
        Fields.Text<ShareView>("share_type_id", view => view.Share.TypeId, since: 22),
        Fields.Flag<ShareView>("cast_rules_to_readonly", _ => false, since: 30),
        Fields.Text<ShareView>("progress", view => Progress(view.Share), since: 54),
        Fields.Time<ShareView>("updated_at", view => view.Share.UpdatedAt, since: 71));

    private static string OldStatus(string status) => status == ShareStatus.CreatingFromSnapshot ? ShareStatus.Creating : status;

    private static string? Progress(Share share) => share.IsStored ? "100%" : share.Work is ShareWork.Create ? "0%" : null;

    private static IEnumerable<string> Locations(Share share) => share.ExportPath is { } path ? [path] : [];
}
