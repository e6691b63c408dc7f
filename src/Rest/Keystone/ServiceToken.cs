using System.Text.Json;

namespace Naru.Rest.Keystone;

/// <summary>The token of this program's own account, and the catalog that came with it.</summary>
/// <param name="Catalog">The list <c>catalog</c> of the token.</param>
public sealed record ServiceToken(string Text, DateTimeOffset ExpiresAt, JsonElement Catalog)
{
    /// <summary>The address of a service.</summary>
    /// <param name="region">Null: any.</param>
    public Uri? Endpoint(string type, string clients, string? region)
    {
        if (Catalog.ValueKind is not JsonValueKind.Array)
            return null;
        return Catalog.EnumerateArray()
            .Where(service => Member(service, "type") == type && service.TryGetProperty("endpoints", out var list) && list.ValueKind is JsonValueKind.Array)
            .SelectMany(service => service.GetProperty("endpoints").EnumerateArray())
            .Where(endpoint => Member(endpoint, "interface") == clients && (region is null || Member(endpoint, "region_id") == region || Member(endpoint, "region") == region))
            .Select(endpoint => Uri.TryCreate(Member(endpoint, "url"), UriKind.Absolute, out var url) ? url : null)
            .FirstOrDefault(url => url is not null);
    }

    private static string? Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String ? text.GetString() : null;
}
