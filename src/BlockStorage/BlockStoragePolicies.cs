using Naru.Rest.Policy;

namespace Naru.BlockStorage;

/// <summary>The default rules, under Cinder's names (cinder/policies).</summary>
internal static class BlockStoragePolicies
{
    private static readonly (string Rule, string[] Names)[] Defaults =
    [
        (Rules.ReaderOrAdmin,
        [
            "volume:get", "volume:get_all", "volume:get_volume_metadata", "volume:get_snapshot", "volume:get_all_snapshots", "volume:get_snapshot_metadata",
            "volume_extension:volume_image_metadata:show", "volume_extension:volume_encryption_metadata", "volume_extension:volume_tenant_attribute", "volume_extension:extended_snapshot_attributes",
            "volume_extension:quotas:show", "limits_extension:used_limits", "message:get", "message:get_all",
            "volume:attachment_get", "volume:attachment_get_all", "volume:get_transfer", "volume:get_all_transfers",
            "backup:get", "backup:get_all", "group:get", "group:get_all", "group:get_group_snapshot", "group:get_all_group_snapshots",
        ]),
        (Rules.MemberOrAdmin,
        [
            "volume:create", "volume:update", "volume:delete", "volume:extend", "volume:extend_attached_volume", "volume:revert_to_snapshot", "volume:retype",
            "volume:update_readonly_flag", "volume:create_volume_metadata", "volume:update_volume_metadata", "volume:delete_volume_metadata",
            "volume:create_snapshot", "volume:update_snapshot", "volume:delete_snapshot", "volume:update_snapshot_metadata", "volume:delete_snapshot_metadata",
            "volume:multiattach", "snapshot_extension:snapshot_actions:update_snapshot_status",
            "volume_extension:volume_actions:set_bootable", "volume_extension:volume_actions:attach", "volume_extension:volume_actions:detach",
            "volume_extension:volume_actions:reserve", "volume_extension:volume_actions:unreserve", "volume_extension:volume_actions:begin_detaching",
            "volume_extension:volume_actions:roll_detaching", "volume_extension:volume_actions:initialize_connection",
            "volume_extension:volume_actions:terminate_connection", "volume_extension:volume_actions:upload_image",
            "volume_extension:volume_image_metadata:set", "volume_extension:volume_image_metadata:remove", "volume_extension:volume_actions:reimage",
            "volume:attachment_create", "volume:attachment_update", "volume:attachment_delete", "volume:attachment_complete", "volume:multiattach_bootable_volume",
            "volume:create_transfer", "volume:accept_transfer", "volume:delete_transfer", "message:delete",
            "backup:create", "backup:delete", "backup:restore", "backup:update",
            "group:create", "group:delete", "group:update", "group:create_group_snapshot", "group:delete_group_snapshot", "group:update_group_snapshot",
        ]),
        (Rules.Anyone,
        [
            "volume_extension:type_get", "volume_extension:type_get_all", "volume_extension:access_types_extra_specs", "volume:availability_zone_list",
            "volume_extension:types_extra_specs:index", "volume_extension:types_extra_specs:show", "group:access_group_types_specs_reader",
        ]),
        (Rules.AdminOnly,
        [
            "volume:force_delete", "volume_extension:volume_host_attribute", "volume_extension:volume_mig_status_attribute",
            "volume_extension:volume_admin_actions:reset_status", "volume_extension:volume_admin_actions:force_delete",
            "volume_extension:volume_admin_actions:force_detach", "volume_extension:volume_admin_actions:migrate_volume",
            "volume_extension:volume_admin_actions:migrate_volume_completion", "volume_extension:volume_unmanage", "volume_extension:volume_manage",
            "volume_extension:list_manageable", "snapshot_extension:snapshot_manage", "snapshot_extension:snapshot_unmanage", "snapshot_extension:list_manageable",
            "volume_extension:volume_actions:upload_public",
            "volume_extension:snapshot_admin_actions:reset_status", "volume_extension:snapshot_admin_actions:force_delete",
            "volume_extension:type_create", "volume_extension:type_update", "volume_extension:type_delete", "volume_extension:access_types_qos_specs_id",
            "volume_extension:types_extra_specs:create", "volume_extension:types_extra_specs:update", "volume_extension:types_extra_specs:delete",
            "volume_extension:types_extra_specs:read_sensitive", "volume_extension:volume_type_access:get_all_for_type",
            "volume_extension:volume_type_access:addProjectAccess", "volume_extension:volume_type_access:removeProjectAccess",
            "volume_extension:volume_type_encryption:create", "volume_extension:volume_type_encryption:get", "volume_extension:volume_type_encryption:update",
            "volume_extension:volume_type_encryption:delete", "volume_extension:default_set_or_update", "volume_extension:default_get",
            "volume_extension:default_get_all", "volume_extension:default_unset", "volume_extension:qos_specs_manage:create",
            "volume_extension:qos_specs_manage:get", "volume_extension:qos_specs_manage:get_all", "volume_extension:qos_specs_manage:update",
            "volume_extension:qos_specs_manage:delete", "volume_extension:quotas:update", "volume_extension:quotas:delete", "volume_extension:quota_classes:get",
            "volume_extension:quota_classes:update", "volume_extension:services:index", "volume_extension:services:update", "volume_extension:hosts",
            "volume_extension:capabilities", "scheduler_extension:scheduler_stats:get_pools", "workers:cleanup", "clusters:get", "clusters:get_all", "clusters:update",
            "volume_extension:backup_admin_actions:reset_status", "volume_extension:backup_admin_actions:force_delete", "backup:export-import",
            "backup:backup_project_attribute", "group:reset_status", "group:reset_group_snapshot_status", "group:group_types_manage:create",
            "group:group_types_manage:update", "group:group_types_manage:delete", "group:group_types_specs:create", "group:group_types_specs:update",
            "group:group_types_specs:delete", "group:group_types_specs:get", "group:group_types_specs:get_all", "group:access_group_types_specs",
            "group:enable_replication", "group:disable_replication", "group:failover_replication", "group:list_replication_targets",
        ]),
    ];

    public static void AddTo(PolicyTable policies)
    {
        foreach (var (rule, names) in Defaults)
        {
            foreach (var name in names)
                policies.Default(name, rule);
        }
    }
}
