using System.Globalization;
using Naru.Rest.Style;

namespace Naru.ObjectStorage;

/// <summary>A moment in Swift's resolution: hundred-thousandths of a second since 1970, UTC.</summary>
/// <remarks>Its order is the order of writes: <see cref="WriteClock"/> never gives the same one twice.</remarks>
internal readonly record struct Timestamp(long Value) : IComparable<Timestamp>
{
    private const long PerSecond = 100_000;

    public DateTimeOffset Time => DateTimeOffset.UnixEpoch.AddTicks(Value * (TimeSpan.TicksPerSecond / PerSecond));

    public static Timestamp From(DateTimeOffset time) => new((time - DateTimeOffset.UnixEpoch).Ticks / (TimeSpan.TicksPerSecond / PerSecond));

    public static Timestamp? Parse(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < 100_000_000_000
            ? new Timestamp((long)(seconds * PerSecond))
            : null;

    /// <summary>As in listings: <c>2026-01-31T12:00:00.123450</c>.</summary>
    public string ToIso() => Times.Exact(Time);

    /// <summary>As in <c>Last-Modified</c>, which has whole seconds only and must not lie before the moment itself.</summary>
    public DateTimeOffset ToHttpDate() => DateTimeOffset.FromUnixTimeSeconds((Value + PerSecond - 1) / PerSecond);

    public int CompareTo(Timestamp other) => Value.CompareTo(other.Value);

    /// <summary>As in <c>X-Timestamp</c>: ten digits, a point, five digits.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Value / PerSecond:D10}.{Value % PerSecond:D5}");
}
