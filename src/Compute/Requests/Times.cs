using System.Globalization;

namespace Naru.Compute.Requests;

/// <summary>Moments as this API writes them, in UTC.</summary>
internal static class Times
{
    /// <summary>Whole seconds with the zone.</summary>
    public static string Zoned(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Microseconds without a zone.</summary>
    public static string Exact(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    public static string? Exact(DateTimeOffset? time) => time is { } known ? Exact(known) : null;

    /// <summary>Reads a moment of ISO 8601: the date, or more.</summary>
    public static bool TryRead(string text, out DateTimeOffset time)
    {
        time = default;
        return text is [_, _, _, _, '-', _, _, '-', _, _, ..] && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
    }
}
