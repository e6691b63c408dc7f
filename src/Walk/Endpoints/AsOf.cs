using System.Globalization;
using Naru.State;

namespace Naru.Walk.Endpoints;

/// <summary>A state of the past: by revision, or by time.</summary>
public sealed record AsOf(long? Revision, DateTimeOffset Time)
{
    /// <summary>Reads a revision, or a time of RFC 3339; without an offset it is UTC.</summary>
    public static bool TryParse(string? text, out AsOf asOf)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision))
        {
            asOf = new AsOf(revision, default);
            return true;
        }
        var isTime = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
        asOf = new AsOf(null, time);
        return isTime;
    }

    /// <summary>The revision that was current then; the newest one of a time to come.</summary>
    public async Task<long> FindRevisionAsync(Store store, CancellationToken cancellation)
    {
        if (Revision is { } revision)
            return revision;
        var (low, high) = (0L, store.Current.Revision);
        // Times grow with revisions: bisection reads few commits of a long journal.
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            if (await TimeOfAsync(store, middle, cancellation) is not { } time)
                low = middle;
            else if (time <= Time)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }

    private static async Task<DateTimeOffset?> TimeOfAsync(Store store, long revision, CancellationToken cancellation)
    {
        await foreach (var commit in store.HistoryAsync(revision, revision, cancellation))
            return commit.Time;
        return null;
    }
}
