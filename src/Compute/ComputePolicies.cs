using Naru.Rest.Policy;

namespace Naru.Compute;

/// <summary>The default rules, under Nova's names (nova/policies).</summary>
internal static class ComputePolicies
{
    public const string Prefix = "os_compute_api:";

    private const string OwnKeypair = "role:admin or user_id:%(user_id)s";

    private static readonly string[] ForReaders =
    [
        "limits", "os-availability-zone:list", "os-flavor-extra-specs:index", "os-flavor-extra-specs:show", "os-instance-actions:list", "os-instance-actions:show",
        "os-quota-sets:show", "os-quota-sets:detail", "os-server-groups:index", "os-server-groups:show", "os-server-tags:index", "os-server-tags:show",
        "os-simple-tenant-usage:show", "os-volumes-attachments:index", "os-volumes-attachments:show", "os-attach-interfaces:list", "os-attach-interfaces:show",
        "ips:index", "ips:show", "server-metadata:index", "server-metadata:show", "servers:index", "servers:detail", "servers:show", "server-topology:index",
        "os-server-password:show", "os-security-groups:list", "os-security-groups:get", "os-security-groups:show", "os-floating-ips:list", "os-floating-ips:show",
        "os-floating-ip-pools", "os-networks:list", "os-networks:show", "os-tenant-networks:list", "os-tenant-networks:show", "os-volumes:list", "os-volumes:show",
        "os-volumes:snapshots:list", "os-volumes:snapshots:detail", "os-volumes:snapshots:show",
    ];

    private static readonly string[] ForMembers =
    [
        "os-admin-password", "os-attach-interfaces:create", "os-attach-interfaces:delete", "os-console-output", "os-create-backup", "os-deferred-delete:restore",
        "os-deferred-delete:force", "os-lock-server:lock", "os-lock-server:unlock", "os-multinic:add", "os-multinic:remove", "os-pause-server:pause", "os-pause-server:unpause",
        "os-remote-consoles", "os-rescue", "os-unrescue", "os-security-groups:add", "os-security-groups:remove", "os-security-groups:create", "os-security-groups:update",
        "os-security-groups:delete", "os-security-groups:rule:create", "os-security-groups:rule:delete", "os-server-groups:create", "os-server-groups:delete",
        "os-server-password:clear", "os-server-tags:update", "os-server-tags:update_all", "os-server-tags:delete", "os-server-tags:delete_all", "os-shelve:shelve",
        "os-shelve:unshelve", "os-suspend-server:suspend", "os-suspend-server:resume", "os-volumes-attachments:create", "os-volumes-attachments:update",
        "os-volumes-attachments:delete", "os-volumes:create", "os-volumes:delete", "os-volumes:snapshots:create", "os-volumes:snapshots:delete", "os-floating-ips:create", "os-floating-ips:delete", "os-floating-ips:add",
        "os-floating-ips:remove", "server-metadata:create", "server-metadata:update", "server-metadata:update_all", "server-metadata:delete", "servers:create",
        "servers:create:attach_volume", "servers:create:attach_network", "servers:create:trusted_certs", "servers:create_image", "servers:create_image:allow_volume_backed",
        "servers:delete", "servers:update", "servers:confirm_resize", "servers:revert_resize", "servers:reboot", "servers:resize", "servers:rebuild",
        "servers:rebuild:trusted_certs", "servers:start", "servers:stop",
    ];

    private static readonly string[] ForAdmins =
    [
        "os-admin-actions:reset_state", "os-admin-actions:inject_network_info", "os-aggregates:index", "os-aggregates:show", "os-aggregates:create", "os-aggregates:update",
        "os-aggregates:delete", "os-aggregates:add_host", "os-aggregates:remove_host", "os-aggregates:set_metadata", "compute:aggregates:images", "os-availability-zone:detail",
        "os-evacuate", "os-extended-server-attributes", "os-flavor-access", "os-flavor-access:add_tenant_access", "os-flavor-access:remove_tenant_access",
        "os-flavor-extra-specs:create", "os-flavor-extra-specs:update", "os-flavor-extra-specs:delete", "os-flavor-manage:create", "os-flavor-manage:update",
        "os-flavor-manage:delete", "os-hosts:list", "os-hosts:show", "os-hosts:update", "os-hypervisors:list", "os-hypervisors:list-detail", "os-hypervisors:show",
        "os-hypervisors:statistics", "os-hypervisors:uptime", "os-hypervisors:search", "os-hypervisors:servers", "os-instance-actions:events",
        "os-instance-actions:events:details", "os-instance-usage-audit-log:list", "os-instance-usage-audit-log:show", "os-lock-server:unlock:unlock_override",
        "os-migrate-server:migrate", "os-migrate-server:migrate_live", "os-migrations:index", "os-quota-sets:update", "os-quota-sets:delete", "os-quota-class-sets:show",
        "os-quota-class-sets:update", "os-server-diagnostics", "os-server-external-events:create", "os-server-groups:index:all_projects", "os-services:list", "os-services:update",
        "os-services:delete", "os-shelve:shelve_offload", "os-shelve:unshelve_to_host", "os-simple-tenant-usage:list", "os-volumes-attachments:swap", "servers:index:get_all_tenants",
        "servers:detail:get_all_tenants", "servers:allow_all_filters", "servers:show:host_status", "servers:show:host_status:unknown-only", "servers:create:forced_host",
        "compute:servers:create:requested_destination", "servers:create:zero_disk_flavor", "servers:migrations:index", "servers:migrations:show", "servers:migrations:force_complete",
        "servers:migrations:delete", "server-topology:host:index", "limits:other_project",
    ];

    public static void AddTo(PolicyTable policies)
    {
        Add(policies, ForReaders, Rules.ReaderOrAdmin);
        Add(policies, ForMembers, Rules.MemberOrAdmin);
        Add(policies, ForAdmins, Rules.AdminOnly);
        Add(policies, ["os-quota-sets:defaults", "extensions", "versions", "images"], Rules.Anyone);
        Add(policies, ["os-keypairs:index", "os-keypairs:show", "os-keypairs:create", "os-keypairs:delete"], OwnKeypair);
    }

    private static void Add(PolicyTable policies, IEnumerable<string> names, string rule)
    {
        foreach (var name in names)
            policies.Default(Prefix + name, rule);
    }
}
