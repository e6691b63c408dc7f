using System.Text.Json;

namespace Naru.BlockStorage.Attachments;

/// <summary>What a host says of itself when it wants a volume: an object whose members are up to it.</summary>
internal static class Connector
{
    public static string? HostOf(JsonElement connector) => Text(connector, "host");

    /// <summary>Whoever does not ask for less wants to write.</summary>
    public static string ModeOf(JsonElement connector) =>
        Text(connector, "mode") is AttachmentChanges.ReadOnly ? AttachmentChanges.ReadOnly : AttachmentChanges.ReadWrite;

    public static string? MountPointOf(JsonElement connector) => Text(connector, "mountpoint");

    private static string? Text(JsonElement connector, string name) =>
        connector.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
