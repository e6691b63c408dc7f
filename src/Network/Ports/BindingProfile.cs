using System.Text.Json;
using System.Text.Json.Nodes;
using Naru.Primitives;

namespace Naru.Network.Ports;

/// <summary>Looks into the JSON object of <c>binding:profile</c>, which everybody but drivers and Compute passes on as it is.</summary>
internal static class BindingProfile
{
    private const string Capabilities = "capabilities";
    private const string DeviceMac = "device_mac_address";

    public static string WithFlag(string profile, string name, bool value)
    {
        var document = Parse(profile);
        document[name] = value;
        return document.ToJsonString();
    }

    public static string WithCapability(string profile, string capability)
    {
        var document = Parse(profile);
        if (document[Capabilities] is not JsonArray list)
            document[Capabilities] = list = [];
        if (!list.Any(item => item is JsonValue value && value.TryGetValue<string>(out var text) && text == capability))
            list.Add((JsonNode)capability);
        return document.ToJsonString();
    }

    /// <summary>The MAC address of the physical function that Compute has chosen for the port; null: none is named.</summary>
    public static MacAddress? DeviceMacOf(string profile)
    {
        using var document = JsonDocument.Parse(profile.Length == 0 ? "{}" : profile);
        return document.RootElement.TryGetProperty(DeviceMac, out var mac) && mac.ValueKind is JsonValueKind.String
            && MacAddress.TryParse(mac.GetString()!, out var address)
                ? address
                : null;
    }

    private static JsonObject Parse(string profile) => JsonNode.Parse(profile.Length == 0 ? "{}" : profile)!.AsObject(); // The kind takes objects only.
}
