namespace Naru.BlockStorage.Discovery;

/// <summary>The extensions of Cinder's v3 whose behaviour is here.</summary>
internal static class Extensions
{
    public static readonly (string Alias, string Name, string Description)[] All =
    [
        ("os-types-extra-specs", "TypesExtraSpecs", "Extra specs of volume types."),
        ("os-types-manage", "TypesManage", "Creating and deleting volume types."),
        ("os-volume-type-access", "VolumeTypeAccess", "Which projects see a volume type."),
        ("os-volume-encryption-metadata", "VolumeEncryptionMetadata", "Whether a volume is encrypted."),
        ("encryption", "VolumeTypeEncryption", "Encryption of the volumes of a type."),
        ("os-volume-actions", "VolumeActions", "Attaching, detaching, reserving, uploading, retyping and extending volumes."),
        ("os-admin-actions", "AdminActions", "Resetting statuses and forced deletion."),
        ("os-extended-snapshot-attributes", "ExtendedSnapshotAttributes", "Progress and project of snapshots."),
        ("os-snapshot-actions", "SnapshotActions", "Statuses of snapshots that a host reports."),
        ("os-vol-host-attr", "VolumeHostAttribute", "The pool of a volume."),
        ("os-vol-tenant-attr", "VolumeTenantAttribute", "The project of a volume."),
        ("os-vol-mig-status-attr", "VolumeMigStatusAttribute", "The migration status of a volume."),
        ("os-vol-image-meta", "VolumeImageMetadata", "What is known of the image that a volume was made of."),
        ("os-quota-sets", "Quotas", "Quotas of projects."),
        ("os-quota-class-sets", "QuotaClasses", "Quotas of classes."),
        ("os-used-limits", "UsedLimits", "How much of the limits is used."),
        ("os-services", "Services", "Services, enabled and disabled."),
        ("os-hosts", "Hosts", "Hosts of services."),
        ("os-availability-zone", "AvailabilityZones", "Availability zones."),
        ("scheduler-stats", "Scheduler_stats", "Pools of the backends."),
        ("capabilities", "Capabilities", "Capabilities of the backends."),
        ("os-extended-services", "ExtendedServices", "Reasons for which services are disabled."),
    ];
}
