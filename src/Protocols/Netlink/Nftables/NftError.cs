using System.Globalization;
using System.Text.RegularExpressions;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Protocols.Netlink.Nftables;

/// <summary>Reads what libnftables says about a refusal: "place: Error: words", then the source with a marker below it.</summary>
internal static partial class NftError
{
    public const string Syntax = "NftSyntax";

    /// <param name="output">All that the library wrote.</param>
    /// <param name="commands">What was given to it: the offending line is cut out of this.</param>
    /// <param name="home">Where it was to be applied.</param>
    public static Error Read(string output, string commands, NetworkNamespace home)
    {
        var match = Message().Match(output);
        var words = match.Success ? match.Groups["words"].Value.Trim() : output.Trim();
        var place = "";
        if (match.Groups["line"].Success && int.TryParse(match.Groups["line"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var line))
        {
            var source = commands.Split('\n');
            if (line >= 1 && line <= source.Length)
                place = $", in line {line}: {source[line - 1].Trim()}";
        }
        var purpose = $"change nftables of network namespace '{home}'";
        return Errno.FromText(words) is { } number
            ? Errno.ToError(number, purpose, words + place)
            : new Error(ErrorKind.Invalid, Syntax, $"Cannot {purpose}: {words}{place}.");
    }

    [GeneratedRegex(@"(:(?<line>\d+):\d+-\d+: )?Error: (?<words>[^\n]*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Message();
}
