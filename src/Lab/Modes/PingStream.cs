using System.Globalization;
using System.Text.RegularExpressions;
using Naru.Lab.Processes;

namespace Naru.Lab.Modes;

/// <summary>Pings from one end to another, ten a second, until it is disposed.</summary>
public sealed partial class PingStream(string from, string to, BackgroundTool ping) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public string Name => $"{from} → {to}";

    /// <param name="shell">Where the pings come from.</param>
    /// <param name="to">What the other end is called.</param>
    public static PingStream Start(LabShell shell, string to, string address) => new(
        shell.Name, to, shell.RunApart(["ping", "-n", "-O", "-i", Interval.TotalSeconds.ToString(CultureInfo.InvariantCulture), address]));

    /// <summary>Waits until a ping is answered that was sent from now on; false when none is in time.</summary>
    public async Task<bool> AnswersAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        var sent = Numbers(_ => true).DefaultIfEmpty(0).Max();
        return await ping.SeesAsync(line => IsAnswer(line) && NumberOf(line) > sent, atMost, cancellation);
    }

    /// <summary>All that were sent so far, but the last, whose answer may be on its way.</summary>
    public PingLoss Count()
    {
        var answered = Numbers(IsAnswer).ToHashSet();
        var sent = Numbers(_ => true).DefaultIfEmpty(0).Max();
        var (lost, gap, longest) = (0, 0, 0);
        for (var number = 1; number <= sent; number++)
        {
            gap = answered.Contains(number) ? 0 : gap + 1;
            lost += gap > 0 ? 1 : 0;
            longest = Math.Max(longest, gap);
        }
        return new PingLoss(from, to, sent, lost, longest * Interval);
    }

    public ValueTask DisposeAsync() => ping.DisposeAsync();

    private IEnumerable<int> Numbers(Func<string, bool> matches) => ping.Lines.Where(matches).Select(NumberOf);

    private static bool IsAnswer(string line) => line.Contains(" bytes from ", StringComparison.Ordinal);

    private static int NumberOf(string line) => Number().Match(line) is { Success: true } number ? int.Parse(number.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"icmp_seq=(\d+)")]
    private static partial Regex Number();
}
