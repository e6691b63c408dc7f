using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Naru.State;

/// <summary>The one loop that decides writes: takes all that wait, decides them in order, makes them durable, publishes, answers.</summary>
/// <remarks>
/// While a group is being made durable the next one is decided on top of it. If the journal refuses a group, the one
/// decided on top of it is refused as well, and the loop starts again from what is published.
/// </remarks>
internal sealed class Writer(
    ChannelReader<PendingWrite> queue, IJournal journal, TimeProvider time, StoreOptions options, ILogger log, Snapshot loaded,
    Action<ImmutableArray<Commit>> publish)
{
    public async Task RunAsync()
    {
        var group = new WriteGroup(loaded);
        group.Settle(loaded);
        var appending = Task.CompletedTask;
        var waiting = queue.WaitToReadAsync().AsTask();
        while (await waiting.ConfigureAwait(false))
        {
            var previous = group;
            group = new WriteGroup(previous.Durable.IsCompleted ? await previous.Durable.ConfigureAwait(false) : previous.Head);
            do
            {
                Decide(group);
                waiting = queue.WaitToReadAsync().AsTask();
            }
            while (group.Commits.Count < options.GroupSize && await ComesBeforeAsync(previous.Durable, waiting).ConfigureAwait(false));

            var durable = await previous.Durable.ConfigureAwait(false);
            if (ReferenceEquals(durable, group.Start))
                appending = AppendAsync(group);
            else
                group.Settle(durable);
            // The loop may be running on the thread of the caller that woke it up, which is not to be kept for the writes of others.
            if (queue.Count > 0)
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }
        await appending.ConfigureAwait(false);
    }

    /// <summary>True when another write came while the previous group is still on its way to the disk: it can still join this one.</summary>
    private static async ValueTask<bool> ComesBeforeAsync(Task<Snapshot> durable, Task<bool> waiting) =>
        !durable.IsCompleted && await Task.WhenAny(durable, waiting).ConfigureAwait(false) == waiting && await waiting.ConfigureAwait(false);

    private void Decide(WriteGroup group)
    {
        while (group.Commits.Count < options.GroupSize && queue.TryRead(out var write))
        {
            if (!write.IsCancelled)
                group.Decide(write, time.GetUtcNow(), options.Guard);
            else
                write.Cancel();
        }
    }

    private async Task AppendAsync(WriteGroup group)
    {
        try
        {
            if (group.Commits.Count > 0)
            {
                var commits = group.Commits.ToImmutableArray();
                // A lone write goes straight through on this thread: nothing waits that could be decided meanwhile.
                await (commits.Length == 1 ? StoreAsync(commits) : Task.Run(() => StoreAsync(commits))).ConfigureAwait(false);
                publish(commits);
            }
        }
        catch (Exception exception)
        {
            log.AppendFailed(exception, group.Commits.Count, group.Start.Revision);
            group.Settle(group.Start);
            return;
        }
        group.Settle(group.Head);
    }

    private Task StoreAsync(ImmutableArray<Commit> commits) =>
        journal.AppendAsync([.. commits.Select(Entry)], CancellationToken.None);

    private static JournalEntry Entry(Commit commit) =>
        new(commit.Revision, commit.Time, commit.RequestId, commit.Actor, [.. commit.Changes.Select(Stored)]);

    private static StoredChange Stored(Change change) => new(
        change.Table.Name,
        change.Id,
        change.Table.SchemaVersion,
        change.Before is null ? null : change.Table.Write(change.Before),
        change.After is null ? null : change.Table.Write(change.After));
}
