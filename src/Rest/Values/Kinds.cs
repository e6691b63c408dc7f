using System.Globalization;
using Naru.Primitives;
using Naru.Rest.Style;

namespace Naru.Rest.Values;

/// <summary>The kinds of values that declarations are made of.</summary>
public static class Kinds
{
    public static readonly FlagKind Flag = new();

    /// <summary>A name: at most 255 characters, may be empty.</summary>
    public static readonly TextKind Name = new(0, 255);

    /// <summary>Any string up to the column width of descriptions.</summary>
    public static readonly TextKind Description = new(0, 255);

    public static readonly TextKind Uuid = new(0, 64)
    {
        Format = "uuid",
        Check = text => Guid.TryParseExact(text, "D", out _) || Guid.TryParseExact(text, "N", out _) ? null : $"'{text}' is not a valid UUID",
    };

    public static readonly ParsedKind<MacAddress> Mac = new("a valid MAC address", "mac",
        static (string text, out MacAddress mac) => MacAddress.TryParse(text, out mac))
    {
        Check = mac => mac == MacAddress.Zero ? $"'{mac}' is not a valid MAC address" : null,
    };

    public static readonly ParsedKind<IpAddress> Ip = new("a valid IP address", "ip",
        static (string text, out IpAddress address) => IpAddress.TryParse(text, out address));

    public static readonly ParsedKind<IpPrefix> Prefix = new("a valid IP subnet", "cidr",
        static (string text, out IpPrefix prefix) => IpPrefix.TryParse(text, out prefix));

    /// <summary>An instant as <c>2026-01-31T12:00:00Z</c>.</summary>
    public static readonly ParsedKind<DateTimeOffset> Time = new("a valid time", "date-time",
        static (string text, out DateTimeOffset time) => DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time),
        Times.Zoned);

    public static readonly JsonKind Json = new();

    public static TextKind Text(int max, int min = 0) => new(min, max);

    public static IntegerKind Integer(long min = long.MinValue, long max = long.MaxValue) => new(min, max);

    public static ChoiceKind OneOf(params string[] choices) => new(choices);

    public static ListKind<TItem> ListOf<TItem>(ValueKind<TItem> item) => new(item);

    public static OptionalKind<TValue> OrNull<TValue>(this ValueKind<TValue> kind) where TValue : class => new(kind);

    public static OptionalValueKind<TValue> OrNone<TValue>(this ValueKind<TValue> kind) where TValue : struct => new(kind);
}
