using Naru.Primitives;

namespace Naru.State;

/// <summary>A counter that every write raises by one.</summary>
internal static class Counting
{
    public static Result<long> Next(Transaction transaction)
    {
        if (transaction.In(Counters.Table).Find("n") is not { } counter)
        {
            transaction.Insert(Counters.Table, new Counter("n", 1));
            return 1;
        }
        transaction.Update(Counters.Table, counter with { Value = counter.Value + 1 });
        return counter.Value + 1;
    }
}
