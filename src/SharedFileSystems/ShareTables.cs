using Naru.SharedFileSystems.Documents;
using Naru.State;

namespace Naru.SharedFileSystems;

/// <summary>The tables of Shared File Systems, for the schema of the store.</summary>
public static class ShareTables
{
    public static readonly Table<Share> Shares = new("shares", ShareJson.Default.Share);
    public static readonly Index<Share, string> SharesByProject = Shares.IndexBy("project", share => share.ProjectId);
    public static readonly Index<Share, string> SharesByGroup = Shares.IndexBy("group", share => share.GroupId);
    public static readonly Index<Share, string> SharesByNetwork = Shares.IndexBy("network", share => share.ShareNetworkId);
    public static readonly Index<Share, string> SharesByType = Shares.IndexBy("type", share => share.TypeId);
    public static readonly Index<Share, string> SharesByServer = Shares.IndexBy("server", share => share.ShareServerId);
    public static readonly UniqueIndex<Share, string> ShareByInstance = Shares.UniqueBy("instance", share => share.InstanceId);

    public static readonly Table<ShareSnapshot> Snapshots = new("share_snapshots", ShareJson.Default.ShareSnapshot);
    public static readonly Index<ShareSnapshot, string> SnapshotsByShare = Snapshots.IndexBy("share", snapshot => snapshot.ShareId);
    public static readonly Index<ShareSnapshot, string> SnapshotsByProject = Snapshots.IndexBy("project", snapshot => snapshot.ProjectId);
    public static readonly UniqueIndex<ShareSnapshot, string> SnapshotByInstance = Snapshots.UniqueBy("instance", snapshot => snapshot.InstanceId);

    public static readonly Table<AccessRule> Rules = new("share_access_rules", ShareJson.Default.AccessRule);
    public static readonly Index<AccessRule, string> RulesByOwner = Rules.IndexBy("owner", rule => rule.OwnerId);

    public static readonly Table<ShareType> Types = new("share_types", ShareJson.Default.ShareType);
    public static readonly UniqueIndex<ShareType, string> TypeByName = Types.UniqueBy("name", type => type.Name);

    public static readonly Table<ShareNetwork> Networks = new("share_networks", ShareJson.Default.ShareNetwork);
    public static readonly Index<ShareNetwork, string> NetworksByProject = Networks.IndexBy("project", network => network.ProjectId);
    public static readonly Index<ShareNetwork, string> NetworksByService = Networks.IndexByMany("security_service", network => network.SecurityServices);

    public static readonly Table<ShareServer> Servers = new("share_servers", ShareJson.Default.ShareServer);
    public static readonly Index<ShareServer, string> ServersByNetwork = Servers.IndexBy("network", server => server.ShareNetworkId);

    public static readonly Table<SecurityService> SecurityServices = new("share_security_services", ShareJson.Default.SecurityService);

    public static readonly Table<ShareGroup> Groups = new("share_groups", ShareJson.Default.ShareGroup);
    public static readonly Index<ShareGroup, string> GroupsByProject = Groups.IndexBy("project", group => group.ProjectId);
    public static readonly Index<ShareGroup, string> GroupsByType = Groups.IndexBy("type", group => group.GroupTypeId);

    public static readonly Table<ShareGroupType> GroupTypes = new("share_group_types", ShareJson.Default.ShareGroupType);
    public static readonly UniqueIndex<ShareGroupType, string> GroupTypeByName = GroupTypes.UniqueBy("name", type => type.Name);

    public static readonly Table<ShareGroupSnapshot> GroupSnapshots = new("share_group_snapshots", ShareJson.Default.ShareGroupSnapshot);
    public static readonly Index<ShareGroupSnapshot, string> GroupSnapshotsByProject = GroupSnapshots.IndexBy("project", snapshot => snapshot.ProjectId);
    public static readonly Index<ShareGroupSnapshot, string> GroupSnapshotsByGroup = GroupSnapshots.IndexBy("group", snapshot => snapshot.GroupId);

    public static readonly Table<QuotaSet> Quotas = new("share_quotas", ShareJson.Default.QuotaSet);

    public static readonly Table<UserMessage> Messages = new("share_messages", ShareJson.Default.UserMessage);
    public static readonly Index<UserMessage, string> MessagesByProject = Messages.IndexBy("project", message => message.ProjectId);

    public static readonly Table<ShareTransfer> Transfers = new("share_transfers", ShareJson.Default.ShareTransfer);
    public static readonly UniqueIndex<ShareTransfer, string> TransferByShare = Transfers.UniqueBy("share", transfer => transfer.ShareId);

    public static readonly Table<ServiceSetting> Disabled = new("share_disabled_services", ShareJson.Default.ServiceSetting);

    public static IReadOnlyList<Table> All { get; } =
    [
        Shares, Snapshots, Rules, Types, Networks, Servers, SecurityServices, Groups, GroupTypes, GroupSnapshots, Quotas, Messages, Transfers, Disabled,
    ];
}
