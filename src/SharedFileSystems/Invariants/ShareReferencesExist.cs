using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.SharedFileSystems.Invariants;

/// <summary>What is in use is not deleted, and what is deleted takes with it what was given to it.</summary>
internal sealed class ShareReferencesExist : IInvariant
{
    private static readonly Reference[] All =
    [
        Reference.Of("share", ShareTables.Shares, "share_type", share => share.TypeId, ShareTables.Types),
        Reference.Of("share", ShareTables.Shares, "share_network_id", share => share.ShareNetworkId, ShareTables.Networks),
        Reference.Of("share", ShareTables.Shares, "share_server_id", share => share.ShareServerId, ShareTables.Servers),
        Reference.Of("snapshot", ShareTables.Snapshots, "share_server_id", snapshot => snapshot.ShareServerId, ShareTables.Servers),
        Reference.Of("share", ShareTables.Shares, "share_group_id", share => share.GroupId, ShareTables.Groups),
        Reference.Of("snapshot", ShareTables.Snapshots, "share_id", snapshot => snapshot.ShareId, ShareTables.Shares),
        Reference.Of("snapshot", ShareTables.Snapshots, "share_group_snapshot_id", snapshot => snapshot.GroupSnapshotId, ShareTables.GroupSnapshots),
        Reference.Of("share network", ShareTables.Networks, "security_services", network => network.SecurityServices, ShareTables.SecurityServices),
        Reference.Of("share group", ShareTables.Groups, "share_group_type_id", group => group.GroupTypeId, ShareTables.GroupTypes),
        Reference.Of("share group", ShareTables.Groups, "share_types", group => group.TypeIds, ShareTables.Types),
        Reference.Of("share group type", ShareTables.GroupTypes, "share_types", type => type.TypeIds, ShareTables.Types),
        Reference.Of("share group snapshot", ShareTables.GroupSnapshots, "share_group_id", snapshot => snapshot.GroupId, ShareTables.Groups),
        Reference.Of("share transfer", ShareTables.Transfers, "resource_id", transfer => transfer.ShareId, ShareTables.Shares),
    ];

    public string Rule => "What an object of Shared File Systems refers to exists.";

    public IEnumerable<Violation> Violations(Snapshot state) => All.SelectMany(reference => reference.Dangling(state)).Concat(
        from rule in state.In(ShareTables.Rules).All
        where !state.In(ShareTables.Shares).Contains(rule.OwnerId) && !state.In(ShareTables.Snapshots).Contains(rule.OwnerId)
        select new Violation(Violation.Title("access rule", rule.Id), $"it is of {rule.OwnerId}, which is neither a share nor a snapshot", "a share or a snapshot that exists"));
}
