using System.Text.RegularExpressions;
using Naru.Primitives;

namespace Naru.Walk.Observing;

/// <summary>Where a trace of <c>ofproto/trace</c> loses a packet: connection tracking would give it back its address, and a trace knows of no connection.</summary>
/// <remarks>
/// What comes then in the text is of a packet with the old address. So the trace is begun anew there, with the registers that it had and the
/// address that was computed.
/// </remarks>
internal static partial class TranslatedTrace
{
    private const string Start = "Flow: recirc_id=";

    /// <param name="Before">The text of the trace up to there.</param>
    /// <param name="Packet">The packet as it goes on, with its registers.</param>
    /// <param name="Table">Where it goes on.</param>
    public sealed record Interruption(string Before, string Packet, string Table);

    /// <param name="field"><c>nw_src</c> or <c>nw_dst</c>.</param>
    /// <returns>Null: the trace does not come to where it is translated.</returns>
    public static Interruption? Find(string text, string field, IpAddress from, IpAddress to)
    {
        var lines = text.Split('\n');
        var met = Array.FindIndex(lines, line => Flow().IsMatch(line) && Fields(line).Contains($"{field}={from}"));
        var translated = met < 0 ? -1 : Array.FindIndex(lines, met, line => line.Trim() == "nat");
        var forked = translated < 0 ? -1 : Array.FindIndex(lines, translated, line => line.StartsWith(Start, StringComparison.Ordinal));
        if (forked < 0 || Array.FindIndex(lines, met + 1, Flow().IsMatch) is var next and >= 0 && next < translated
            || Array.Find(lines[forked..], line => Resumed().IsMatch(line)) is not { } resumed)
        {
            return null;
        }
        // What a trace prints first of a flow is not all what it reads as one.
        var words = Fields(lines[forked]["Flow: ".Length..]).Where(word => word is not "eth" && !word.StartsWith("recirc_id=", StringComparison.Ordinal))
            .Select(word => word == $"{field}={from}" ? $"{field}={to}" : word);
        return new Interruption(string.Join('\n', lines[..(translated + 1)]), string.Join(',', words), Resumed().Match(resumed).Groups["table"].Value);
    }

    private static string[] Fields(string text) => text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^\s*\d+\. .*priority \d+")]
    private static partial Regex Flow();

    [GeneratedRegex(@"^\s*Resuming from table (?<table>\d+)")]
    private static partial Regex Resumed();
}
