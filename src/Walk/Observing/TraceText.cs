using System.Globalization;
using System.Text.RegularExpressions;

namespace Naru.Walk.Observing;

/// <summary>Reads what <c>ofproto/trace</c> prints (ovs-vswitchd(8)): the flows that a packet meets, bridge by bridge.</summary>
internal static partial class TraceText
{
    private const string Forked = "The forked pipeline will be resumed";
    private const string Resumed = "Resuming from table";

    /// <summary>A flow that was met.</summary>
    /// <param name="Line">As it was printed.</param>
    public sealed record Step(string Bridge, byte Table, ushort Priority, ulong Cookie, string Line);

    public static IEnumerable<Step> Read(string text)
    {
        var bridge = "";
        // What connection tracking interrupts goes on later, in the same bridge; the trace names the first bridge of all then.
        var interrupted = new Queue<string>();
        foreach (var line in text.Split('\n'))
        {
            if (Bridge().Match(line) is { Success: true } named)
            {
                bridge = named.Groups["bridge"].Value;
            }
            else if (line.Contains(Forked, StringComparison.Ordinal))
            {
                interrupted.Enqueue(bridge);
            }
            else if (line.Contains(Resumed, StringComparison.Ordinal) && interrupted.TryDequeue(out var resumed))
            {
                bridge = resumed;
            }
            else if (Flow().Match(line) is { Success: true } flow)
            {
                var cookie = flow.Groups["cookie"].Value;
                yield return new Step(
                    bridge,
                    byte.Parse(flow.Groups["table"].Value, CultureInfo.InvariantCulture),
                    ushort.Parse(flow.Groups["priority"].Value, CultureInfo.InvariantCulture),
                    cookie.Length == 0 ? 0 : ulong.Parse(cookie, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                    line.Trim());
            }
        }
    }

    [GeneratedRegex("""^\s*bridge\("(?<bridge>[^"]+)"\)""")]
    private static partial Regex Bridge();

    // " 0. in_port=3, priority 9, cookie 0x4e41…"; a flow that matches everything has no match to print.
    [GeneratedRegex(@"^\s*(?<table>\d+)\. (?:.*, )?priority (?<priority>\d+)(?:, cookie 0x(?<cookie>[0-9a-f]+))?\s*$")]
    private static partial Regex Flow();
}
