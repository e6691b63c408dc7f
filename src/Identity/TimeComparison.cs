using System.Globalization;

namespace Naru.Identity;

/// <summary>The filters on times of the Identity API: <c>lt:2016-12-08T22:02:00Z</c> (Identity API v3, "List users").</summary>
internal static class TimeComparison
{
    public static bool Matches(DateTimeOffset? value, string text)
    {
        var (word, time) = text.Split(':', 2) is ["lt" or "lte" or "gt" or "gte" or "eq" or "neq", _] parts ? (parts[0], parts[1]) : ("eq", text);
        if (value is not { } actual
            || !DateTimeOffset.TryParse(
                time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var wanted))
        {
            return false;
        }
        return word switch
        {
            "lt" => actual < wanted,
            "lte" => actual <= wanted,
            "gt" => actual > wanted,
            "gte" => actual >= wanted,
            "neq" => actual != wanted,
            _ => actual == wanted,
        };
    }
}
