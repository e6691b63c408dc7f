using Naru.State;

namespace Naru.Compute;

/// <summary>The last number of a kind that was given to something, for what the API names by numbers.</summary>
/// <param name="Id">The kind.</param>
public sealed record Counter(string Id, int Last) : IDocument
{
    /// <summary>A number that nothing of the kind has had.</summary>
    public static int Next(Transaction state, string kind)
    {
        var next = (state.In(ComputeTables.Counters).Find(kind)?.Last ?? 0) + 1;
        if (next == 1)
            state.Insert(ComputeTables.Counters, new Counter(kind, next));
        else
            state.Update(ComputeTables.Counters, new Counter(kind, next));
        return next;
    }
}
