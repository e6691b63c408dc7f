using System.Globalization;

namespace Naru.Rest.Style;

/// <summary>Moments as the APIs write them, in UTC.</summary>
public static class Times
{
    /// <summary>Whole seconds with the zone: <c>2026-01-31T09:30:00Z</c>.</summary>
    public static string Zoned(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Microseconds without a zone: <c>2026-01-31T09:30:00.000000</c>.</summary>
    public static string Exact(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    public static string? Exact(DateTimeOffset? time) => time is { } known ? Exact(known) : null;

    /// <summary>To the second, as <see cref="Zoned"/> shows it, so that what was shown can be asked for.</summary>
    public static DateTimeOffset ToSecond(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    /// <summary>Reads a moment of ISO 8601: the date, or more.</summary>
    public static bool TryRead(string text, out DateTimeOffset time)
    {
        time = default;
        return text is [_, _, _, _, '-', _, _, '-', _, _, ..] && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }
}
