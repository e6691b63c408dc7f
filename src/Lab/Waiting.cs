using Naru.Primitives;

namespace Naru.Lab;

/// <summary>Waits for what others bring about: looks again and again, and gives up with a sentence.</summary>
internal static class Waiting
{
    // What a wired port and a DHCP exchange need at most on a machine that is busy with other things.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>The time that is waited, in words for the sentence.</summary>
    public static string Limit => $"{Patience.TotalSeconds:0} s";

    public static async Task<Result<T>> UntilAsync<T>(Func<Task<T?>> look, string refusal, CancellationToken cancellation)
        where T : class
    {
        for (var end = DateTime.UtcNow + Patience; DateTime.UtcNow < end; await Task.Delay(Pause, cancellation))
        {
            if (await look() is { } found)
                return found;
        }
        return new Error(ErrorKind.Unavailable, "Timeout", refusal);
    }
}
