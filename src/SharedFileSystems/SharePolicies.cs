using Naru.Rest.Policy;

namespace Naru.SharedFileSystems;

/// <summary>The default rules, under Manila's names (manila/policies).</summary>
internal static class SharePolicies
{
    private static readonly string[] Readers =
    [
        "share:get", "share:get_all", "share:access_get", "share:access_get_all", "share:get_share_metadata",
        "share_snapshot:get_snapshot", "share_snapshot:get_all_snapshots", "share_snapshot:access_list", "share_snapshot:get_metadata",
        "share_type:show", "share_type:index", "share_type:default", "share_network:show", "share_network:index", "share_network:detail",
        "share_network_subnet:show", "share_network_subnet:index", "share_network_subnet:get_metadata",
        "quota_set:show", "quota_class_set:show", "message:get", "message:get_all",
        "security_service:show", "security_service:detail", "security_service:index",
        "share_group:get", "share_group:get_all", "share_group_snapshot:get", "share_group_snapshot:get_all",
        "share_group_type:index", "share_group_type:show", "share_group_type:default",
        "share_access_rule:get", "share_access_rule:index", "share_transfer:get", "share_transfer:get_all",
        "share_export_location:index", "share_export_location:show", "share_snapshot_export_location:index", "share_snapshot_export_location:show",
        "availability_zone:index",
    ];

    private static readonly string[] Members =
    [
        "share:create", "share:update", "share:delete", "share:soft_delete", "share:restore", "share:extend", "share:shrink", "share:revert_to_snapshot",
        "share:allow_access", "share:deny_access", "share:update_share_metadata", "share:delete_share_metadata",
        "share:create_snapshot", "share:delete_snapshot", "share:snapshot_update",
        "share_snapshot:allow_access", "share_snapshot:deny_access", "share_snapshot:update_metadata", "share_snapshot:delete_metadata",
        "share_network:create", "share_network:update", "share_network:delete", "share_network:add_security_service", "share_network:add_security_service_check",
        "share_network:remove_security_service", "share_network:update_security_service", "share_network:update_security_service_check",
        "share_network:subnet_create_check", "share_network_subnet:create", "share_network_subnet:delete", "share_network_subnet:update_metadata",
        "share_network_subnet:delete_metadata", "message:delete", "security_service:create", "security_service:update", "security_service:delete",
        "share_group:create", "share_group:update", "share_group:delete", "share_group_snapshot:create", "share_group_snapshot:update", "share_group_snapshot:delete",
        "share_access_metadata:update", "share_access_metadata:delete", "share_transfer:create", "share_transfer:accept", "share_transfer:delete",
    ];

    private static readonly string[] Administrators =
    [
        "share:create_public_share", "share:set_public_share", "share:force_delete", "share:manage", "share:unmanage", "share:list_by_host",
        "share:list_all_projects", "share:force_extend", "share:reset_status", "share:reset_task_state", "share:migration_start", "share:migration_complete",
        "share:migration_cancel", "share:migration_get_progress", "share_snapshot:list_all_projects", "share_snapshot:force_delete",
        "share_snapshot:manage_snapshot", "share_snapshot:unmanage_snapshot", "share_snapshot:reset_status",
        "share_type:create", "share_type:update", "share_type:delete", "share_type:list_project_access", "share_type:add_project_access",
        "share_type:remove_project_access", "share_types_extra_spec:create", "share_types_extra_spec:show", "share_types_extra_spec:index",
        "share_types_extra_spec:update", "share_types_extra_spec:delete", "share_network:reset_status", "share_network:get_all_share_networks",
        "share_network:show_network_details",
        "share_instance:index", "share_instance:show", "share_instance:force_delete", "share_instance:reset_status",
        "quota_set:update", "quota_set:delete", "quota_class_set:update", "security_service:get_all_security_services",
        "share_group:force_delete", "share_group:reset_status", "share_group_snapshot:force_delete", "share_group_snapshot:reset_status",
        "share_group_type:create", "share_group_type:delete", "share_group_type:list_project_access", "share_group_type:add_project_access",
        "share_group_type:remove_project_access", "share_group_types_spec:create", "share_group_types_spec:index", "share_group_types_spec:show",
        "share_group_types_spec:update", "share_group_types_spec:delete", "service:index", "service:update", "scheduler_stats:pools:index",
        "scheduler_stats:pools:detail", "share_transfer:get_all_tenant", "share_server:index", "share_server:show", "share_server:details",
        "share_server:delete", "share_server:manage_share_server", "share_server:unmanage_share_server", "share_server:reset_status",
        "share_snapshot_instance:show", "share_snapshot_instance:index", "share_snapshot_instance:detail", "share_snapshot_instance:reset_status",
        "share_instance_export_location:index", "share_instance_export_location:show",
        "share_snapshot_instance_export_location:index", "share_snapshot_instance_export_location:show",
    ];

    public static void AddTo(PolicyTable policies)
    {
        foreach (var rule in Readers)
            policies.Default(rule, Rules.ReaderOrAdmin);
        foreach (var rule in Members)
            policies.Default(rule, Rules.MemberOrAdmin);
        foreach (var rule in Administrators)
            policies.Default(rule, Rules.AdminOnly);
    }
}
