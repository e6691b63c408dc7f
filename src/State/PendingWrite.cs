using System.Collections.Immutable;
using Naru.Primitives;

namespace Naru.State;

/// <summary>A write that waits for the writer, without the type of its result.</summary>
internal abstract class PendingWrite(WriteContext context)
{
    public WriteContext Context => context;

    public abstract bool IsCancelled { get; }

    /// <summary>Answers a write that was withdrawn before it began.</summary>
    public abstract void Cancel();

    /// <summary>Runs the caller's function, keeps what came of it, and tells what is to be committed.</summary>
    public abstract ImmutableArray<Change> Decide(Snapshot start, Transaction transaction, IWriteGuard? guard);

    /// <summary>Hands the kept outcome to the caller.</summary>
    public abstract void Complete();

    /// <summary>Tells the caller that nothing happened.</summary>
    public abstract void Fail(Error error);
}

internal sealed class PendingWrite<T>(WriteContext context, Func<Transaction, Result<T>> write, CancellationToken cancellation)
    : PendingWrite(context)
{
    private readonly TaskCompletionSource<Result<T>> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Result<T> _result;
    private Exception? _exception;

    public Task<Result<T>> Task => _completion.Task;

    public override bool IsCancelled => cancellation.IsCancellationRequested;

    public override ImmutableArray<Change> Decide(Snapshot start, Transaction transaction, IWriteGuard? guard)
    {
        try
        {
            _result = write(transaction);
            if (_result.Succeeded && guard?.Check(start, transaction).Error is { } objection)
                _result = objection;
            return _result.Succeeded ? transaction.End() : [];
        }
        catch (Exception exception)
        {
            // Belongs to the caller alone: the writer goes on with the next.
            _exception = exception;
            return [];
        }
    }

    public override void Complete()
    {
        if (_exception is not null)
            _completion.TrySetException(_exception);
        else
            _completion.TrySetResult(_result);
    }

    public override void Fail(Error error) => _completion.TrySetResult(error);

    public override void Cancel() => _completion.TrySetCanceled(cancellation);
}
