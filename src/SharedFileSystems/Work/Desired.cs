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

    public static Volume VolumeOf(IStateReader state, ShareSnapshot snapshot) => new(snapshot.InstanceId, IsSnapshot: true, snapshot.ExportNumber)
    {
        Server = snapshot.ShareServerId,
        Origin = state.In(ShareTables.Shares).Find(snapshot.ShareId)?.InstanceId,
    };

    /// <param name="interrupts">The work for which clients lose a share.</param>
    public static EquatableList<Export> Exports(IStateReader state, Func<ShareWork, bool> interrupts) =>
    [
        .. state.In(ShareTables.Shares).All.Where(share => share.IsStored && !share.IsWithdrawn(interrupts))
            .Select(share => new Export(VolumeOf(share), ClientsOf(state, share.Id)) { ProjectId = share.ProjectId }),
        .. state.In(ShareTables.Snapshots).All.Where(snapshot => snapshot is { IsStored: true, IsMountable: true, Work: ShareWork.None })
            .Select(snapshot => new Export(VolumeOf(state, snapshot), ClientsOf(state, snapshot.Id)) { ProjectId = snapshot.ProjectId }),
    ];

    public static IReadOnlyList<Volume> Volumes(IStateReader state) =>
    [
        .. state.In(ShareTables.Shares).All.Select(VolumeOf),
        .. state.In(ShareTables.Snapshots).All.Select(snapshot => VolumeOf(state, snapshot)),
    ];

    public static IReadOnlyList<string> Servers(IStateReader state) => [.. state.In(ShareTables.Servers).All.Select(server => server.Id)];

    /// <summary>Null: nobody can be what it says.</summary>
    public static ExportClient? ClientOf(AccessRule rule) =>
        AccessRequest.WhoOf(rule.Type, rule.To) is { } who ? new ExportClient(who, rule.Level == AccessRule.ReadWrite) : null;

    private static EquatableList<ExportClient> ClientsOf(IStateReader state, string owner) =>
    [
        .. from rule in ShareTables.RulesByOwner.Of(state, owner)
           where rule.State is AccessRule.Queued or AccessRule.Active
           select ClientOf(rule) into client
           where client is not null
           select client,
    ];
}
