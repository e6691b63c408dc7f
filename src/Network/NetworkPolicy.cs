using Naru.Rest.Policy;

namespace Naru.Network;

/// <summary>The policy expressions that the Networking API adds to <see cref="Rules"/>.</summary>
/// <remarks><c>network:project_id</c> and the other <c>network:</c> attributes are those of the network that a subnet or port is on.</remarks>
public static class NetworkPolicy
{
    /// <summary>The members of the project that owns the network.</summary>
    public const string NetworkOwner = "(role:member and project_id:%(network:project_id)s)";

    public const string NetworkOwnerOrAdmin = "role:admin or " + NetworkOwner;

    /// <summary>Other services act on ports of everybody: Compute binds them, Load Balancing plugs them.</summary>
    public const string NetworkOwnerServiceOrAdmin = Rules.ServiceOrAdmin + " or " + NetworkOwner;

    /// <summary>What members may not: the managers of the project that owns the network.</summary>
    public const string NetworkManagerServiceOrAdmin = Rules.ServiceOrAdmin + " or (role:manager and project_id:%(network:project_id)s)";

    public const string MemberServiceOrAdmin = Rules.MemberOrAdmin + " or role:service";

    public const string ReaderServiceOrAdmin = Rules.ReaderOrAdmin + " or role:service";

    /// <summary>The names that Neutron's policy files use in their rules.</summary>
    public static void AddHelpers(PolicyTable policies)
    {
        policies.Helper("context_is_admin", "role:admin");
        policies.Helper("admin_only", "rule:context_is_admin");
        policies.Helper("service_api", "role:service");
        policies.Helper("context_is_advsvc", "role:advsvc");
        policies.Helper("regular_user", "");
        policies.Helper("owner", "project_id:%(project_id)s");
        policies.Helper("admin_or_owner", "rule:context_is_admin or rule:owner");
        policies.Helper("default", "rule:admin_or_owner");
        policies.Helper("network_owner", "project_id:%(network:project_id)s");
        policies.Helper("admin_or_network_owner", "rule:context_is_admin or project_id:%(network:project_id)s");
        policies.Helper("admin_owner_or_network_owner", "rule:owner or rule:admin_or_network_owner");
        policies.Helper("ext_parent_owner", "project_id:%(ext_parent:project_id)s");
        policies.Helper("admin_or_ext_parent_owner", "rule:context_is_admin or project_id:%(ext_parent:project_id)s");
        policies.Helper("sg_owner", "project_id:%(security_group:project_id)s");
        policies.Helper("admin_or_sg_owner", "rule:context_is_admin or project_id:%(security_group:project_id)s");
        policies.Helper("admin_owner_or_sg_owner", "rule:owner or rule:admin_or_sg_owner");
        policies.Helper("shared", "field:networks:shared=True");
        policies.Helper("external", "field:networks:router:external=True");
        policies.Helper("external_network", "field:subnets:router:external=True");
        policies.Helper("network_device", "field:port:device_owner=~^network:");
        policies.Helper("admin_or_data_plane_int", "rule:context_is_admin or role:data_plane_integrator");
        policies.Helper("shared_address_groups", "field:address_groups:shared=True");
        policies.Helper("shared_address_scopes", "field:address_scopes:shared=True");
        policies.Helper("shared_security_group", "field:security_groups:shared=True");
        policies.Helper("shared_subnetpools", "field:subnetpools:shared=True");
        policies.Helper("shared_qos_policy", "field:policies:shared=True");
    }
}
