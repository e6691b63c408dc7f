using System.Globalization;

namespace Naru.BlockStorage.Requests;

/// <summary>Moments as this API writes them: microseconds, in UTC, without a zone.</summary>
internal static class Times
{
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
}
