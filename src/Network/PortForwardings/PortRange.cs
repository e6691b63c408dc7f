using System.Globalization;
using System.Text.Json.Serialization;

namespace Naru.Network.PortForwardings;

/// <summary>Transport ports from one to another, both included; the default value means that none were given.</summary>
public readonly record struct PortRange(int First, int Last)
{
    public const int Max = ushort.MaxValue;

    public static PortRange Of(long port) => new((int)port, (int)port);

    [JsonIgnore]
    public bool IsSingle => First == Last;

    public bool Overlaps(PortRange other) => First <= other.Last && other.First <= Last;

    /// <summary>Reads <c>80:90</c>, or <c>80</c> for a single one.</summary>
    public static bool TryParse(string text, out PortRange range)
    {
        var parts = text.Split(':');
        range = default;
        if (parts.Length > 2 || !TryPort(parts[0], out var first) || !TryPort(parts[^1], out var last) || last < first)
            return false;
        range = new PortRange(first, last);
        return true;
    }

    /// <summary>As the API writes it: <c>80:90</c>.</summary>
    public override string ToString() => $"{First}:{Last}";

    private static bool TryPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= Max;
}
