using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Naru.Primitives;

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
    private static readonly Error Refused = new(
        ErrorKind.Unavailable, "JournalUnavailable", "The state could not be made durable, so nothing was changed; the request may be repeated.");

    public async Task RunAsync()
    {
        var published = loaded;
        var appending = Task.FromResult(true);
        var head = loaded;
        while (await queue.WaitToReadAsync().ConfigureAwait(false))
        {
            var group = Decide(head);
            if (await appending.ConfigureAwait(false))
                published = head;
            else
            {
                group.Fail(Refused);
                (head, appending) = (published, Task.FromResult(true));
                continue;
            }
            appending = AppendAsync(group);
            head = group.Head;
        }
        await appending.ConfigureAwait(false);
    }

    private Group Decide(Snapshot head)
    {
        var group = new Group(head);
        while (group.Commits.Count < groupSize && queue.TryRead(out var write))
        {
            if (!write.IsCancelled)
                group.Decide(write, time.GetUtcNow());
            else
                write.Cancel();
        }
        return group;
    }

    private async Task<bool> AppendAsync(Group group)
    {
        try
        {
            if (group.Commits.Count > 0)
            {
                var commits = group.Commits.ToImmutableArray();
                await Task.Run(() => journal.AppendAsync([.. commits.Select(Entry)], CancellationToken.None)).ConfigureAwait(false);
                publish(commits);
            }
        }
        catch (Exception exception)
        {
            log.AppendFailed(exception, group.Writes.Count, group.Start.Revision);
            group.Fail(Refused);
            return false;
        }
        group.Complete();
        return true;
    }

    private static JournalEntry Entry(Commit commit) =>
        new(commit.Revision, commit.Time, commit.RequestId, commit.Actor, [.. commit.Changes.Select(Stored)]);

    private static StoredChange Stored(Change change) => new(
        change.Table.Name,
        change.Id,
        change.Table.SchemaVersion,
        change.Before is null ? null : change.Table.Write(change.Before),
        change.After is null ? null : change.Table.Write(change.After));

    /// <summary>Writes that are decided together, each on top of the one before.</summary>
    private sealed class Group(Snapshot start)
    {
        public Snapshot Start { get; } = start;

        public Snapshot Head { get; private set; } = start;

        public List<PendingWrite> Writes { get; } = [];

        public List<Commit> Commits { get; } = [];

        public void Decide(PendingWrite write, DateTimeOffset now)
        {
            Writes.Add(write);
            var transaction = new Transaction(Head, write.Context, now);
            if (!write.Decide(transaction) || transaction.End() is not { IsEmpty: false } changes)
                return;
            Head = transaction.Published();
            Commits.Add(new Commit(Head.Revision, now, write.Context.RequestId, write.Context.Actor, changes, Head));
        }

        public void Complete() => Writes.ForEach(write => write.Complete());

        public void Fail(Error error) => Writes.ForEach(write => write.Fail(error));
    }
}
