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
    ChannelReader<PendingWrite> queue, IJournal journal, TimeProvider time, int groupSize, ILogger log, Snapshot loaded,
    Action<ImmutableArray<Commit>> publish)
{
    public async Task RunAsync()
    {
        var group = new WriteGroup(loaded);
        group.Settle(loaded);
        var appending = Task.CompletedTask;
        while (await queue.WaitToReadAsync().ConfigureAwait(false))
        {
            var previous = group;
            group = Decide(previous.Durable.IsCompleted ? await previous.Durable.ConfigureAwait(false) : previous.Head);
            var durable = await previous.Durable.ConfigureAwait(false);
            if (ReferenceEquals(durable, group.Start))
                appending = AppendAsync(group);
            else
                group.Settle(durable);
        }
        await appending.ConfigureAwait(false);
    }

    private WriteGroup Decide(Snapshot start)
    {
        var group = new WriteGroup(start);
        while (group.Commits.Count < groupSize && queue.TryRead(out var write))
        {
            if (!write.IsCancelled)
                group.Decide(write, time.GetUtcNow());
            else
                write.Cancel();
        }
        return group;
    }

    private async Task AppendAsync(WriteGroup group)
    {
        try
        {
            if (group.Commits.Count > 0)
            {
                var commits = group.Commits.ToImmutableArray();
                // Serializing, and a journal that blocks, run beside the loop.
                await Task.Run(() => journal.AppendAsync([.. commits.Select(Entry)], CancellationToken.None)).ConfigureAwait(false);
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

    private static JournalEntry Entry(Commit commit) =>
        new(commit.Revision, commit.Time, commit.RequestId, commit.Actor, [.. commit.Changes.Select(Stored)]);

    private static StoredChange Stored(Change change) => new(
        change.Table.Name,
        change.Id,
        change.Table.SchemaVersion,
        change.Before is null ? null : change.Table.Write(change.Before),
        change.After is null ? null : change.Table.Write(change.After));
}
