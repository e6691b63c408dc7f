namespace Naru.BlockStorage.Discovery;

/// <summary>By what lists are filtered (Cinder's resource_filters.json).</summary>
internal static class ResourceFilters
{
    public static readonly (string Resource, string[] Filters)[] All =
    [
        ("volume", ["name", "status", "metadata", "bootable", "migration_status", "availability_zone", "group_id", "size", "created_at", "updated_at"]),
        ("backup", ["name", "status", "volume_id"]),
        ("snapshot", ["name", "status", "volume_id", "metadata", "availability_zone"]),
        ("group_snapshot", ["name", "status", "group_id"]),
        ("group", ["name"]),
        ("attachment", ["volume_id", "status", "instance_id", "attach_status"]),
        ("message", ["resource_uuid", "resource_type", "event_id", "request_id", "message_level"]),
        ("pool", ["name", "volume_type"]),
        ("volume_type", ["is_public", "extra_specs"]),
    ];
}
