using Naru.Rest.Microversions;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;

namespace Naru.SharedFileSystems.Groups;

/// <summary>How share groups, their types and their snapshots look in each version.</summary>
internal static class GroupShapes
{
    public static readonly Shape<ShareGroup> Summary = new(
        Fields.Text<ShareGroup>("id", group => group.Id),
        Fields.Text<ShareGroup>("name", group => group.Name),
        Fields.Links<ShareGroup>("share-groups", group => group.Id));

    public static readonly Shape<ShareGroup> Detail = new(
        Fields.Text<ShareGroup>("id", group => group.Id),
        Fields.Text<ShareGroup>("name", group => group.Name),
        Fields.Time<ShareGroup>("created_at", group => group.CreatedAt),
        Fields.Text<ShareGroup>("status", group => group.Status),
        Fields.Text<ShareGroup>("description", group => group.Description),
        Fields.Text<ShareGroup>("project_id", group => group.ProjectId),
        Fields.Text<ShareGroup>("host", group => group.Host),
        Fields.Text<ShareGroup>("share_group_type_id", group => group.GroupTypeId),
        Fields.Text<ShareGroup>("source_share_group_snapshot_id", group => group.SourceSnapshotId),
        Fields.Text<ShareGroup>("share_network_id", group => group.ShareNetworkId),
        Fields.Texts<ShareGroup>("share_types", group => group.TypeIds),
        Fields.Links<ShareGroup>("share-groups", group => group.Id),
        Fields.Text<ShareGroup>("availability_zone", group => group.AvailabilityZone, since: 34),
        Fields.Nothing<ShareGroup>("consistent_snapshot_support", since: 34),
        Fields.Nothing<ShareGroup>("share_server_id") with { When = Fields.ForAdministrators });

    public static readonly Shape<ShareGroupType> Type = new(
        Fields.Text<ShareGroupType>("id", type => type.Id),
        Fields.Text<ShareGroupType>("name", type => type.Name),
        Fields.Flag<ShareGroupType>("is_public", type => type.IsPublic),
        Fields.Pairs<ShareGroupType>("group_specs", type => type.Specs),
        Fields.Texts<ShareGroupType>("share_types", type => type.TypeIds),
        Fields.Flag<ShareGroupType>("is_default", type => type.IsDefault, since: 46));

    public static readonly Shape<ShareGroupSnapshot> SnapshotSummary = new(
        Fields.Text<ShareGroupSnapshot>("id", snapshot => snapshot.Id),
        Fields.Text<ShareGroupSnapshot>("name", snapshot => snapshot.Name),
        Fields.Links<ShareGroupSnapshot>("share-group-snapshots", snapshot => snapshot.Id));

    public static readonly Shape<ShareGroupSnapshot> Snapshot = new(
        Fields.Text<ShareGroupSnapshot>("id", snapshot => snapshot.Id),
        Fields.Text<ShareGroupSnapshot>("name", snapshot => snapshot.Name),
        Fields.Time<ShareGroupSnapshot>("created_at", snapshot => snapshot.CreatedAt),
        Fields.Text<ShareGroupSnapshot>("status", snapshot => snapshot.Status),
        Fields.Text<ShareGroupSnapshot>("description", snapshot => snapshot.Description),
        Fields.Text<ShareGroupSnapshot>("project_id", snapshot => snapshot.ProjectId),
        Fields.Text<ShareGroupSnapshot>("share_group_id", snapshot => snapshot.GroupId),
        new("members", (writer, snapshot, viewer) =>
        {
            writer.WriteStartArray();
            foreach (var member in snapshot.Members.Items)
                MemberSummary.Write(writer, member, viewer);
            writer.WriteEndArray();
        }),
        Fields.Links<ShareGroupSnapshot>("share-group-snapshots", snapshot => snapshot.Id));

    private static readonly Shape<GroupSnapshotMember> MemberSummary = new(
        Fields.Text<GroupSnapshotMember>("id", member => member.Id),
        Fields.Number<GroupSnapshotMember>("size", member => member.Size),
        Fields.Text<GroupSnapshotMember>("share_id", member => member.ShareId));

    public static Shape<GroupSnapshotMember> Member(ShareGroupSnapshot snapshot) => new(
        Fields.Text<GroupSnapshotMember>("id", member => member.Id),
        Fields.Time<GroupSnapshotMember>("created_at", _ => snapshot.CreatedAt),
        Fields.Number<GroupSnapshotMember>("size", member => member.Size),
        Fields.Text<GroupSnapshotMember>("share_protocol", member => member.Protocol),
        Fields.Text<GroupSnapshotMember>("project_id", _ => snapshot.ProjectId),
        Fields.Text<GroupSnapshotMember>("share_group_snapshot_id", _ => snapshot.Id),
        Fields.Text<GroupSnapshotMember>("share_id", member => member.ShareId));
}
