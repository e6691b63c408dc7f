using Naru.Primitives;
using Naru.SharedFileSystems.Access;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Storage;
using Naru.State;

namespace Naru.SharedFileSystems.Work;

/// <summary>What should be exported, as the state says.</summary>
internal static class Desired
{
    public static Volume VolumeOf(Share share) => new(share.InstanceId, IsSnapshot: false, share.ExportNumber) { Server = share.ShareServerId };

    public static Volume VolumeOf(ShareSnapshot snapshot) => new(snapshot.InstanceId, IsSnapshot: true, snapshot.ExportNumber) { Server = snapshot.ShareServerId };

    public static EquatableList<Export> Exports(IStateReader state, bool growsOnline) =>
    [
        .. state.In(ShareTables.Shares).All.Where(share => share.IsStored && !share.IsWithdrawn(growsOnline))
            .Select(share => new Export(VolumeOf(share), ClientsOf(state, share.Id))),
        .. state.In(ShareTables.Snapshots).All.Where(snapshot => snapshot is { IsStored: true, IsMountable: true, Work: ShareWork.None })
            .Select(snapshot => new Export(VolumeOf(snapshot), ClientsOf(state, snapshot.Id))),
    ];

    public static IReadOnlyList<Volume> Volumes(IStateReader state) =>
    [
        .. state.In(ShareTables.Shares).All.Select(VolumeOf),
        .. state.In(ShareTables.Snapshots).All.Select(VolumeOf),
    ];

    public static IReadOnlyList<string> Servers(IStateReader state) => [.. state.In(ShareTables.Servers).All.Select(server => server.Id)];

    private static EquatableList<ExportClient> ClientsOf(IStateReader state, string owner) =>
    [
        .. from rule in ShareTables.RulesByOwner.Of(state, owner)
           where rule.State is AccessRule.Queued or AccessRule.Active
           let prefix = AccessRequest.PrefixOf(rule.To)
           where prefix is not null
           select new ExportClient(prefix.Value.ToString(), rule.Level == AccessRule.ReadWrite),
    ];
}
