using Microsoft.Extensions.Logging;
using Naru.Primitives;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Servers;
using Naru.SharedFileSystems.Storage;
using Naru.State;

namespace Naru.SharedFileSystems.Work;

/// <summary>Says in the state what clients now see: shares are available, rules are active or gone.</summary>
internal sealed class PublishedRules(Store store, IShareBackend backend, ILogger<PublishedRules> log)
{
    private static readonly WriteContext Context = new("shares", "shares");

    /// <param name="state">What the exports were computed from.</param>
    public async Task SettleAsync(Snapshot state, EquatableList<Export> published, CancellationToken cancellation)
    {
        var exported = published.Items.Select(export => export.Volume.Id).ToHashSet();
        var shares = state.In(ShareTables.Shares).All.Where(share => exported.Contains(share.InstanceId) && share.IsWorkDone).ToList();
        var rules = state.In(ShareTables.Rules).All.Where(rule => rule.State is AccessRule.Denying || (rule.State is AccessRule.Queued && IsExported(state, rule, exported))).ToList();
        if (shares.Count == 0 && rules.Count == 0)
            return;
        var paths = new Dictionary<string, string>();
        foreach (var share in shares)
        {
            // One whose path is not known yet is looked at in the next round.
            if ((await backend.PathOfAsync(Desired.VolumeOf(share), ShareServers.AddressesOf(state, share.ShareServerId)[0], cancellation)).TryGet(out var path, out var error))
                paths[share.Id] = path;
            else
                log.NotExported(share.InstanceId, error.Message);
        }
        await store.WriteAsync(Context, transaction =>
        {
            foreach (var share in shares)
            {
                // Whoever changed it since is looked at in the next round.
                if (paths.TryGetValue(share.Id, out var path) && transaction.In(ShareTables.Shares).Find(share.Id) == share)
                    transaction.Update(ShareTables.Shares, Finished(transaction, share, path));
            }
            foreach (var rule in rules)
            {
                if (transaction.In(ShareTables.Rules).Find(rule.Id) != rule)
                    continue;
                if (rule.State == AccessRule.Denying)
                    transaction.Delete(ShareTables.Rules, rule.Id);
                else
                    transaction.Update(ShareTables.Rules, rule with { State = AccessRule.Active, Key = Desired.ClientOf(rule) is { } client ? backend.KeyOf(client) : null, UpdatedAt = transaction.Time });
            }
            return Done.Ok;
        }, CancellationToken.None); // It is published: that is noted also at the end.
    }

    /// <summary>The rules of a share or a snapshot that wait to become active do not, because it is not exported.</summary>
    /// <param name="only">It is to all others; null: to nobody.</param>
    public async Task FailAsync(string owner, ExportClient? only)
    {
        bool Fails(AccessRule rule) => rule.State == AccessRule.Queued && (only is null || Desired.ClientOf(rule) == only);
        if (!ShareTables.RulesByOwner.Of(store.Current, owner).Any(Fails))
            return;
        await store.WriteAsync(Context, transaction =>
        {
            foreach (var rule in ShareTables.RulesByOwner.Of(transaction, owner).Where(Fails).ToList())
                transaction.Update(ShareTables.Rules, rule with { State = AccessRule.Failed, UpdatedAt = transaction.Time });
            return Done.Ok;
        });
    }

    private static bool IsExported(IStateReader state, AccessRule rule, HashSet<string> exported) =>
        (state.In(ShareTables.Shares).Find(rule.OwnerId)?.InstanceId ?? state.In(ShareTables.Snapshots).Find(rule.OwnerId)?.InstanceId) is { } volume && exported.Contains(volume);

    private static Share Finished(Transaction state, Share share, string path) => share with
    {
        Status = ShareStatus.Available,
        Size = share.Work is ShareWork.Extend or ShareWork.Shrink or ShareWork.Manage ? share.WorkSize : share.Size,
        ExportPath = path,
        Work = ShareWork.None,
        IsWorkDone = false,
        WorkSize = 0,
        WorkSource = null,
        UpdatedAt = state.Time,
    };
}
