using Naru.Primitives;

namespace Naru.Lab;

/// <summary>Waits for what others bring about: looks again and again, and gives up with a sentence.</summary>
internal static class Waiting
{
    // What a wired port and a DHCP exchange need at most on a machine that is busy with other things.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>The status of what is not there any more.</summary>
    public const string Deleted = "deleted";

    /// <summary>The time that is waited, in words for the sentence.</summary>
    public static string Limit => $"{Patience.TotalSeconds:0} s";

    /// <summary>Waits until something has one of several statuses; what is in error or gone does not get there, unless that is waited for.</summary>
    /// <param name="what">It, in words for the sentence.</param>
    /// <param name="statusOf">Asks for its status; that it is not found counts as <see cref="Deleted"/>.</param>
    public static async Task<Result<Done>> ForStatusAsync(string what, Func<Task<Result<string>>> statusOf, IReadOnlyList<string> wanted, CancellationToken cancellation)
    {
        var settled = await UntilAsync(
            async () =>
            {
                var status = (await statusOf()).TryGet(out var known, out var error) ? known : error.Kind is ErrorKind.NotFound ? Deleted : "";
                return wanted.Contains(status) || status == Deleted || status.Contains("error", StringComparison.Ordinal) ? status : null;
            },
            $"The {what} is not {string.Join(" or ", wanted)} after {Limit}: see 'naru logs server'.",
            cancellation);
        return settled.Then(status => wanted.Contains(status)
            ? Done.Ok
            : (Result<Done>)new Error(ErrorKind.Unavailable, "WrongStatus", $"The {what} is {status}, and not {string.Join(" or ", wanted)}: see 'naru logs server'."));
    }

    public static Task<Result<T>> UntilAsync<T>(Func<Task<T?>> look, string refusal, CancellationToken cancellation)
        where T : class => UntilAsync(look, refusal, Patience, cancellation);

    public static async Task<Result<T>> UntilAsync<T>(Func<Task<T?>> look, string refusal, TimeSpan patience, CancellationToken cancellation)
        where T : class
    {
        for (var end = DateTime.UtcNow + patience; DateTime.UtcNow < end; await Task.Delay(Pause, cancellation))
        {
            if (await look() is { } found)
                return found;
        }
        return new Error(ErrorKind.Unavailable, "Timeout", refusal);
    }
}
