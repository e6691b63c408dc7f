using Naru.Primitives;

namespace Naru.State;

/// <summary>Writes that are decided one on top of the other and made durable together.</summary>
internal sealed class WriteGroup(Snapshot start)
{
    private static readonly Error Refused = new(
        ErrorKind.Unavailable, "JournalUnavailable", "The state could not be made durable, so nothing was changed; the request may be repeated.");

    private readonly List<PendingWrite> _writes = [];
    private readonly TaskCompletionSource<Snapshot> _durable = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the first write of the group sees.</summary>
    public Snapshot Start { get; } = start;

    /// <summary>What the group leads to if it becomes durable.</summary>
    public Snapshot Head { get; private set; } = start;

    public List<Commit> Commits { get; } = [];

    /// <summary>What is durable after this group was appended or given up.</summary>
    public Task<Snapshot> Durable => _durable.Task;

    public void Decide(PendingWrite write, DateTimeOffset now, IWriteGuard? guard)
    {
        _writes.Add(write);
        var transaction = new Transaction(Head, write.Context, now);
        if (write.Decide(Head, transaction, guard) is not { IsEmpty: false } changes)
            return;
        Head = transaction.Published();
        Commits.Add(new Commit(Head.Revision, now, write.Context.RequestId, write.Context.Actor, changes, Head));
    }

    /// <summary>Answers every write. Even a refusal or an exception may rest on what is lost, so they share the group's fate.</summary>
    public void Settle(Snapshot durable)
    {
        // First, so that a caller who repeats its write at once meets what is durable.
        _durable.SetResult(durable);
        foreach (var write in _writes)
        {
            if (ReferenceEquals(durable, Head))
                write.Complete();
            else
                write.Fail(Refused);
        }
    }
}
