namespace Naru.ObjectStorage;

/// <summary>The time of writes: each is later than the one before, also when the machine's clock is set back.</summary>
internal sealed class WriteClock(TimeProvider time)
{
    private long _last;

    public Timestamp Next()
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = Math.Max(Timestamp.From(time.GetUtcNow()).Value, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
                return new Timestamp(next);
        }
    }

    /// <summary>The time without the promise, for comparing with expiry.</summary>
    public DateTimeOffset Now => time.GetUtcNow();
}
