using System.Globalization;
using Naru.Primitives;
using Naru.SharedFileSystems.Documents;
using Naru.State;

namespace Naru.SharedFileSystems.Quotas;

/// <summary>How much projects, users and the users of a type may have, and how much they do.</summary>
internal static class QuotaCheck
{
    public const string Shares = "shares";
    public const string Gigabytes = "gigabytes";
    public const string Snapshots = "snapshots";
    public const string SnapshotGigabytes = "snapshot_gigabytes";
    public const string Networks = "share_networks";
    public const string Groups = "share_groups";
    public const string GroupSnapshots = "share_group_snapshots";
    public const string Replicas = "share_replicas";
    public const string ReplicaGigabytes = "replica_gigabytes";
    public const string PerShare = "per_share_gigabytes";

    public const int Unlimited = -1;

    /// <summary>Manila's defaults (<c>quota_*</c> of manila.conf).</summary>
    public static readonly IReadOnlyDictionary<string, int> Defaults = new Dictionary<string, int>
    {
        [Shares] = 50, [Gigabytes] = 1000, [Snapshots] = 50, [SnapshotGigabytes] = 1000, [Networks] = 10, [Groups] = 50, [GroupSnapshots] = 50,
        [Replicas] = 100, [ReplicaGigabytes] = 1000, [PerShare] = Unlimited,
    };

    /// <summary>A limit of the project, or of one of its users, or of one type in it.</summary>
    /// <param name="user">Null: the project's.</param>
    /// <param name="type">Null: of all types together.</param>
    public static int Limit(IStateReader state, string name, string project, string? user = null, string? type = null)
    {
        if (type is not null)
            return Own(state, QuotaSet.OfType(project, type), name) ?? OfProject(state, name, project);
        return (user is null ? null : Own(state, QuotaSet.OfUser(project, user), name)) ?? OfProject(state, name, project);
    }

    /// <summary>What there would be too much of; null when all fits.</summary>
    /// <param name="size">In GiB, of one share that is made or grows.</param>
    public static Error? OfShare(IStateReader state, string project, string? user, string? type, int size, int newShares, int newGigabytes)
    {
        if (Limit(state, PerShare, project, user, type) is >= 0 and var largest && size > largest)
            return ManilaErrors.OverQuota(string.Create(CultureInfo.InvariantCulture, $"This exceeds the quota of {PerShare}: a share may have {largest} GiB, and {size} GiB are asked for."));
        return Over(state, project, user, type, Gigabytes, newGigabytes) ?? Over(state, project, user, type, Shares, newShares);
    }

    public static Error? OfSnapshot(IStateReader state, string project, string? user, string? type, int gigabytes) =>
        Over(state, project, user, type, Snapshots, 1) ?? Over(state, project, user, type, SnapshotGigabytes, gigabytes);

    public static Error? OfOther(IStateReader state, string project, string? user, string name) => Over(state, project, user, null, name, 1);

    /// <param name="user">Null: of everybody.</param>
    /// <param name="type">Null: of every type.</param>
    public static int Used(IStateReader state, string name, string project, string? user = null, string? type = null) => name switch
    {
        Shares => SharesOf(state, project, user, type).Count(),
        Gigabytes => SharesOf(state, project, user, type).Sum(share => Math.Max(share.Size, share.WorkSize)),
        Snapshots => SnapshotsOf(state, project, user, type).Count(),
        SnapshotGigabytes => SnapshotsOf(state, project, user, type).Sum(snapshot => snapshot.Size),
        Networks => ShareTables.NetworksByProject.CountOf(state, project),
        Groups => ShareTables.GroupsByProject.Of(state, project).Count(group => user is null || group.UserId == user),
        GroupSnapshots => ShareTables.GroupSnapshotsByProject.Of(state, project).Count(snapshot => user is null || snapshot.UserId == user),
        _ => 0,
    };

    private static Error? Over(IStateReader state, string project, string? user, string? type, string name, int more)
    {
        if (more <= 0)
            return null;
        (string Whose, string? User, string? Type)[] limits = [("project", null, null), ("user", user, null), ("share type", null, type)];
        foreach (var (whose, someone, kind) in limits)
        {
            if (whose != "project" && someone is null && kind is null)
                continue;
            var limit = Limit(state, name, project, someone, kind);
            var used = Used(state, name, project, someone, kind);
            if (limit >= 0 && used + more > limit)
                return ManilaErrors.OverQuota(string.Create(CultureInfo.InvariantCulture, $"This exceeds the quota of {name}, which is {limit} for this {whose}: {used} are used, and {more} more are asked for."));
        }
        return null;
    }

    private static int OfProject(IStateReader state, string name, string project) =>
        Own(state, QuotaSet.OfProject(project), name) ?? Own(state, QuotaSet.Default, name) ?? Defaults[name];

    private static int? Own(IStateReader state, string id, string name) =>
        state.In(ShareTables.Quotas).Find(id)?.Limits.Items.FirstOrDefault(limit => limit.Name == name)?.Limit;

    private static IEnumerable<Share> SharesOf(IStateReader state, string project, string? user, string? type) =>
        ShareTables.SharesByProject.Of(state, project).Where(share => (user is null || share.UserId == user) && (type is null || share.TypeId == type));

    private static IEnumerable<ShareSnapshot> SnapshotsOf(IStateReader state, string project, string? user, string? type) =>
        ShareTables.SnapshotsByProject.Of(state, project).Where(snapshot => (user is null || snapshot.UserId == user)
            && (type is null || state.In(ShareTables.Shares).Find(snapshot.ShareId)?.TypeId == type));
}
