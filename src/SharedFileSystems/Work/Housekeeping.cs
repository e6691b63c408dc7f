using Naru.Primitives;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Servers;
using Naru.State;

namespace Naru.SharedFileSystems.Work;

/// <summary>What follows from the state of other things, and from time.</summary>
internal sealed class Housekeeping(Store store, Scheduling scheduling, TimeProvider time)
{
    private const string ConsistentSnapshots = "consistent_snapshot_support";
    private static readonly WriteContext Context = new("shares", "shares");

    public async Task RunAsync(Snapshot state)
    {
        var changes = GroupChanges(state).Concat(TimedChanges(state, time.GetUtcNow())).Concat(ServerWork.Changes(state, time.GetUtcNow())).ToList();
        if (changes.Count == 0)
            return;
        await store.WriteAsync(Context, transaction =>
        {
            foreach (var change in changes)
                change(transaction);
            return Done.Ok;
        });
    }

    private IEnumerable<Action<Transaction>> GroupChanges(IStateReader state)
    {
        foreach (var group in state.In(ShareTables.Groups).All.Where(group => group.Status == ShareStatus.Creating && group.Host is null))
        {
            // Snapshots of shares of a group are not of one moment: who asks for that is served by nobody.
            if (state.In(ShareTables.GroupTypes).Find(group.GroupTypeId)?.Specs.Items.Any(spec => spec.Name == ConsistentSnapshots) is true)
                yield return Set(ShareTables.Groups, group, group with { Status = ShareStatus.Error });
            else if (StatusOf(ShareTables.SharesByGroup.Of(state, group.Id).Select(share => share.Status)) is { } status)
                yield return Set(ShareTables.Groups, group, group with { Status = status, Host = scheduling.PoolOf(group.ShareNetworkId is not null).Host });
        }
        foreach (var snapshot in state.In(ShareTables.GroupSnapshots).All)
        {
            var members = snapshot.Members.Items.Select(member => state.In(ShareTables.Snapshots).Find(member.Id)).OfType<ShareSnapshot>().ToList();
            if (snapshot.IsDeleting && members.Count == 0)
                yield return transaction => transaction.Delete(ShareTables.GroupSnapshots, snapshot.Id);
            else if (snapshot is { IsDeleting: false, IsSettled: false } && StatusOf(members.Select(member => member.Status)) is { } status)
                yield return Set(ShareTables.GroupSnapshots, snapshot, snapshot with { Status = status, IsSettled = true });
        }
    }

    private static IEnumerable<Action<Transaction>> TimedChanges(IStateReader state, DateTimeOffset now)
    {
        foreach (var share in state.In(ShareTables.Shares).All.Where(share => share.ScheduledToBeDeletedAt < now && share.Work is ShareWork.None && share.Status != ShareStatus.ErrorDeleting))
            yield return Set(ShareTables.Shares, share, share with { Status = ShareStatus.Deleting, Work = ShareWork.Delete, IsWorkDone = false });
        foreach (var message in state.In(ShareTables.Messages).All.Where(message => message.ExpiresAt < now))
            yield return transaction => transaction.Delete(ShareTables.Messages, message.Id);
        foreach (var transfer in state.In(ShareTables.Transfers).All.Where(transfer => transfer.ExpiresAt < now))
        {
            yield return transaction => transaction.Delete(ShareTables.Transfers, transfer.Id);
            if (state.In(ShareTables.Shares).Find(transfer.ShareId) is { Status: ShareStatus.AwaitingTransfer } share)
                yield return Set(ShareTables.Shares, share, share with { Status = ShareStatus.Available });
        }
    }

    /// <summary>The status of a whole, or null while parts of it are on their way.</summary>
    private static string? StatusOf(IEnumerable<string> parts)
    {
        var statuses = parts.ToHashSet();
        if (statuses.Contains(ShareStatus.Error))
            return ShareStatus.Error;
        return statuses.All(status => status == ShareStatus.Available) ? ShareStatus.Available : null;
    }

    // Whoever changed it since is looked at in the next round.
    private static Action<Transaction> Set<T>(Table<T> table, T old, T changed) where T : class, IDocument => transaction =>
    {
        if (Equals(transaction.In(table).Find(old.Id), old))
            transaction.Update(table, changed);
    };
}
