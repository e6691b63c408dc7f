using System.Collections.Frozen;
using Naru.Primitives;

namespace Naru.Images.Attributes;

/// <summary>Which attributes of an image are what (glance/api/v2/images.py).</summary>
internal static class AttributeNames
{
    // The program's own notes about imports.
    private const string Internal = "os_glance_";

    private static readonly FrozenSet<string> ReadOnly = FrozenSet.ToFrozenSet(
    [
        "created_at", "updated_at", "status", "checksum", "size", "virtual_size", "direct_url", "self", "file", "schema", "id", "stores",
        "os_hash_algo", "os_hash_value",
    ]);

    private static readonly FrozenSet<string> Reserved = FrozenSet.ToFrozenSet(["location", "deleted", "deleted_at"]);

    private static readonly FrozenSet<string> Own = FrozenSet.ToFrozenSet(
    [
        "name", "owner", "visibility", "protected", "os_hidden", "disk_format", "container_format", "min_disk", "min_ram", "tags",
    ]);

    /// <summary>Attributes of every image that can be changed, as opposed to properties.</summary>
    public static bool IsOwn(string name) => Own.Contains(name);

    /// <summary>Why nobody may set this attribute; null when one may.</summary>
    public static Error? Refusal(string name)
    {
        if (ReadOnly.Contains(name))
            return GlanceErrors.Forbidden($"Attribute '{name}' is read-only.");
        if (Reserved.Contains(name))
            return GlanceErrors.Forbidden($"Attribute '{name}' is reserved.");
        if (name.StartsWith(Internal, StringComparison.Ordinal))
            return GlanceErrors.Forbidden($"Attribute '{name}' is reserved: names that begin with '{Internal}' are the service's own.");
        return name == "locations" ? GlanceErrors.Forbidden("It's not allowed to add locations if locations are invisible.") : null;
    }
}
