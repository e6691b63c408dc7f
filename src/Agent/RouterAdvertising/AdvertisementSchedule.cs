namespace Naru.Agent.RouterAdvertising;

/// <summary>When a router speaks without being asked, on one device (RFC 4861 §6.2.4): a few times soon, then now and then.</summary>
/// <param name="random">Routers that start together are not to speak together.</param>
internal sealed class AdvertisementSchedule(TimeProvider time, Random random)
{
    private const int ShortestPause = 30;
    private const int LongestPause = 100;

    private static readonly int[] FirstPauses = [1, 3, 8];

    private static readonly TimeSpan BetweenAnswers = TimeSpan.FromSeconds(3);

    private long? _last;
    private int _sent;
    private TimeSpan _pause;

    /// <summary>Whether it is time to speak.</summary>
    /// <param name="isAsked">A host without an address asks, and waits for it.</param>
    public bool IsDue(bool isAsked) => _last is not { } last || time.GetElapsedTime(last) is var silence && (silence >= _pause || (isAsked && silence >= BetweenAnswers));

    public void Sent()
    {
        _last = time.GetTimestamp();
        _pause = TimeSpan.FromSeconds(_sent < FirstPauses.Length ? FirstPauses[_sent] : random.Next(ShortestPause, LongestPause + 1));
        _sent++;
    }
}
