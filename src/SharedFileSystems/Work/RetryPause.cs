using System.Security.Cryptography;

namespace Naru.SharedFileSystems.Work;

/// <summary>The pauses between attempts that fail: each is about twice as long as the one before, up to a limit.</summary>
internal sealed class RetryPause(TimeSpan first, TimeSpan longest)
{
    // Null: the first.
    private TimeSpan? _next;

    public void Reset() => _next = null;

    public TimeSpan Next()
    {
        var pause = _next ?? first;
        _next = pause * 2 < longest ? pause * 2 : longest;
        // Up to a half less, so that several that fail for the same reason do not come together.
        return pause * (0.5 + (RandomNumberGenerator.GetInt32(500) / 1000.0));
    }
}
