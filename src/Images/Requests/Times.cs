using System.Globalization;

namespace Naru.Images.Requests;

/// <summary>Moments as this API writes them: whole seconds, in UTC.</summary>
internal static class Times
{
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>To the second, as it is shown, so that what was shown can be asked for.</summary>
    public static DateTimeOffset Shown(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
