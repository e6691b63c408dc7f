using System.Text.Json;

namespace Naru.Commands;

/// <summary>Changes of the journal in words.</summary>
internal static class HistoryText
{
    /// <summary><c>ports 5046b93f-… updated: status, status_reason</c>.</summary>
    public static string OneLine(JsonElement change)
    {
        var kind = change.GetProperty("change").GetString();
        var fields = kind == "updated" ? ": " + string.Join(", ", change.GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("name").GetString())) : "";
        return $"{change.GetProperty("table").GetString()} {change.GetProperty("id").GetString()} {kind}{fields}";
    }
}
