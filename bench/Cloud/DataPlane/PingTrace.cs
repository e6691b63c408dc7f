using System.Globalization;
using Naru.Lab;
using Naru.Lab.Processes;

namespace Naru.Bench.DataPlane;

/// <summary>Pings an address every 10 ms until it is disposed, and remembers when each answer came.</summary>
public sealed class PingTrace : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly BackgroundTool _ping;

    private PingTrace(BackgroundTool ping) => _ping = ping;

    /// <remarks>
    /// The kernel asks for an address that does not answer once a second (<c>retrans_time_ms</c>, arp(7)): what is to be seen
    /// is when the network works, so here it asks every 10 ms.
    /// </remarks>
    public static async Task<PingTrace> StartAsync(LabShell from, string device, string address, CancellationToken cancellation)
    {
        await from.ScriptAsync(
            """echo 10 >"/proc/sys/net/ipv4/neigh/$DEVICE/retrans_time_ms" """,
            new Dictionary<string, string> { ["DEVICE"] = device },
            cancellation);
        // -D: the time of each answer by the clock, so that it does not matter when the line is read.
        return new PingTrace(from.Run(["ping", "-D", "-n", "-i", "0.01", "-W", "1", address]));
    }

    /// <summary>The time from a moment to the first answer after it; null when none comes in time.</summary>
    public async Task<TimeSpan?> FirstAnswerAsync(DateTimeOffset since, TimeSpan atMost, CancellationToken cancellation)
    {
        for (var end = DateTime.UtcNow + atMost; DateTime.UtcNow < end; await Task.Delay(Pause, cancellation))
        {
            if (Answers().Cast<DateTimeOffset?>().FirstOrDefault(answer => answer >= since) is { } first)
                return first - since;
        }
        return null;
    }

    /// <summary>The time from a moment to the last answer, after which there was none for a second; null when they do not stop.</summary>
    public async Task<TimeSpan?> LastAnswerAsync(DateTimeOffset since, TimeSpan atMost, CancellationToken cancellation)
    {
        var silence = TimeSpan.FromSeconds(1);
        for (var end = DateTime.UtcNow + atMost; DateTime.UtcNow < end; await Task.Delay(Pause, cancellation))
        {
            var last = Answers().Append(since).Max();
            if (DateTimeOffset.UtcNow - last > silence)
                return last - since;
        }
        return null;
    }

    /// <summary>The longest time between two answers.</summary>
    public TimeSpan LongestGap()
    {
        var answers = Answers().ToList();
        return answers.Zip(answers.Skip(1), (one, next) => next - one).DefaultIfEmpty(TimeSpan.Zero).Max();
    }

    public ValueTask DisposeAsync() => _ping.DisposeAsync();

    private IEnumerable<DateTimeOffset> Answers() => _ping.Lines.Where(line => line.Contains(" bytes from ")).Select(Time);

    // [1700000000.123456] 64 bytes from …
    private static DateTimeOffset Time(string line) => DateTimeOffset.UnixEpoch
        + TimeSpan.FromSeconds((double)decimal.Parse(line.AsSpan(1, line.IndexOf(']') - 1), CultureInfo.InvariantCulture));
}
