using Naru.Rest.Values;

namespace Naru.Network;

/// <summary>Names as DNS takes them (RFC 1035 §2.3.1, RFC 1123 §2.1).</summary>
public static class DnsNames
{
    private const int MaxLabel = 63;
    private const int MaxName = 255;

    /// <summary>A domain that names are put under: empty, or fully qualified with its final dot.</summary>
    public static readonly TextKind Domain = new(0, MaxName) { Check = text => text.Length == 0 ? null : CheckDomain(text) };

    /// <summary>The name of a port: empty, a label, or a name with several.</summary>
    public static readonly TextKind Name = new(0, MaxName) { Check = text => text.Length == 0 ? null : CheckLabels(text.TrimEnd('.'), text) };

    private static string? CheckDomain(string text) =>
        text.EndsWith('.') ? CheckLabels(text[..^1], text) : $"'{text}' is not a FQDN: it must end with '.'";

    private static string? CheckLabels(string labels, string text)
    {
        foreach (var label in labels.Split('.'))
        {
            if (label.Length is 0 or > MaxLabel)
                return $"'{text}' not a valid PQDN or FQDN. Reason: Encountered an empty component or one longer than {MaxLabel} characters";
            if (label[0] == '-' || label[^1] == '-' || !label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
                return $"'{text}' not a valid PQDN or FQDN. Reason: Name '{label}' must be 1-{MaxLabel} characters long, each of which can only be alphanumeric or a hyphen";
        }
        return null;
    }
}
