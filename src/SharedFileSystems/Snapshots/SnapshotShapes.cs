using Naru.Rest.Microversions;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;

namespace Naru.SharedFileSystems.Snapshots;

/// <summary>How snapshots and their instances look in each version.</summary>
internal static class SnapshotShapes
{
    public static readonly Shape<ShareSnapshot> Summary = new(
        Fields.Text<ShareSnapshot>("id", snapshot => snapshot.Id),
        Fields.Text<ShareSnapshot>("name", snapshot => snapshot.Name),
        Fields.Links<ShareSnapshot>("snapshots", snapshot => snapshot.Id));

    public static readonly Shape<ShareSnapshot> Detail = new(
        Fields.Text<ShareSnapshot>("id", snapshot => snapshot.Id),
        Fields.Text<ShareSnapshot>("share_id", snapshot => snapshot.ShareId),
        Fields.Number<ShareSnapshot>("share_size", snapshot => snapshot.Size),
        Fields.Time<ShareSnapshot>("created_at", snapshot => snapshot.CreatedAt),
        Fields.Text<ShareSnapshot>("status", snapshot => snapshot.Status),
        Fields.Text<ShareSnapshot>("name", snapshot => snapshot.Name),
        Fields.Text<ShareSnapshot>("description", snapshot => snapshot.Description),
        Fields.Number<ShareSnapshot>("size", snapshot => snapshot.Size),
        Fields.Text<ShareSnapshot>("share_proto", snapshot => snapshot.Protocol),
        Fields.Links<ShareSnapshot>("snapshots", snapshot => snapshot.Id),
        Fields.Text<ShareSnapshot>("provider_location", Location, since: 12) with { When = Fields.ForAdministrators },
        Fields.Text<ShareSnapshot>("user_id", snapshot => snapshot.UserId, since: 17),
        Fields.Text<ShareSnapshot>("project_id", snapshot => snapshot.ProjectId, since: 17),
        Fields.Pairs<ShareSnapshot>("metadata", snapshot => snapshot.Metadata, since: 73));

    public static readonly Shape<ShareSnapshot> InstanceSummary = new(
        Fields.Text<ShareSnapshot>("id", snapshot => snapshot.InstanceId),
        Fields.Text<ShareSnapshot>("snapshot_id", snapshot => snapshot.Id),
        Fields.Text<ShareSnapshot>("status", snapshot => snapshot.Status));

    /// <param name="shareInstance">The instance of a share, by its id.</param>
    public static Shape<ShareSnapshot> InstanceDetail(Func<string, string?> shareInstance) => new(
        Fields.Text<ShareSnapshot>("id", snapshot => snapshot.InstanceId),
        Fields.Text<ShareSnapshot>("snapshot_id", snapshot => snapshot.Id),
        Fields.Time<ShareSnapshot>("created_at", snapshot => snapshot.CreatedAt),
        Fields.Time<ShareSnapshot>("updated_at", snapshot => snapshot.UpdatedAt),
        Fields.Text<ShareSnapshot>("status", snapshot => snapshot.Status),
        Fields.Text<ShareSnapshot>("share_id", snapshot => snapshot.ShareId),
        Fields.Text<ShareSnapshot>("share_instance_id", snapshot => shareInstance(snapshot.ShareId)),
        Fields.Text<ShareSnapshot>("progress", snapshot => snapshot.IsStored ? "100%" : "0%"),
        Fields.Text<ShareSnapshot>("provider_location", Location));

    private static string? Location(ShareSnapshot snapshot) => snapshot.IsStored ? snapshot.InstanceId : null;
}
