using System.Text.Json;
using Naru.Primitives;
using Naru.Rest;

namespace Naru.ObjectStorage.Access;

/// <summary>An account's <c>X-Account-Access-Control</c>: who else reads, writes or owns all of it.</summary>
/// <remarks>A JSON object with the lists <c>read-only</c>, <c>read-write</c> and <c>admin</c>, whose elements are those of a container's list.</remarks>
internal static class AccountAccess
{
    public const string Header = "X-Account-Access-Control";

    private static readonly string[] Levels = ["read-only", "read-write", "admin"];

    /// <returns>An error that tells what is wrong, or null.</returns>
    public static Error? Check(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return Refuse("it is no JSON object");
            foreach (var level in document.RootElement.EnumerateObject())
            {
                if (!Levels.Contains(level.Name))
                    return Refuse($"unknown level '{level.Name}'");
                if (level.Value.ValueKind != JsonValueKind.Array || level.Value.EnumerateArray().Any(element => element.ValueKind != JsonValueKind.String))
                    return Refuse($"'{level.Name}' is no list of texts");
            }
            return null;
        }
        catch (JsonException)
        {
            return Refuse("it is not JSON");
        }

        static Error Refuse(string why) => SwiftErrors.Bad($"{Header}: {why}: expected {{\"read-only\": [...], \"read-write\": [...], \"admin\": [...]}}.");
    }

    /// <summary>Whether the account's list gives the caller what is needed.</summary>
    public static bool Allows(string text, Caller caller, Need need)
    {
        var least = need switch
        {
            Need.Read or Need.List => 0,
            Need.Write => 1,
            _ => 2,
        };
        using var document = JsonDocument.Parse(text);
        return Levels.Skip(least).Any(level => document.RootElement.TryGetProperty(level, out var elements)
            && AccessList.Parse(string.Join(',', elements.EnumerateArray().Select(element => element.GetString())), Header).TryGet(out var list, out _)
            && list.Allows(caller));
    }
}
