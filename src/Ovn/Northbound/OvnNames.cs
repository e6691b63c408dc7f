namespace Naru.Ovn.Northbound;

/// <summary>Names of rows as ML2/OVN gives them (<c>neutron/common/ovn/utils.py</c>).</summary>
public static class OvnNames
{
    public const string DropGroup = "neutron_pg_drop";

    /// <summary>The meter of what security groups log, as Neutron names it.</summary>
    public const string LogMeter = "acl_log_meter";

    /// <summary>The <c>device_id</c> of a network's metadata port.</summary>
    public const string MetadataDevice = "ovnmeta-";

    /// <summary>Of a network or a router.</summary>
    public static string Neutron(string id) => $"neutron-{id}";

    public static string RouterPort(string portId) => $"lrp-{portId}";

    /// <summary>The southbound port that is where the router's way out is.</summary>
    public static string GatewayBinding(string portId) => $"cr-lrp-{portId}";

    public static string Localnet(string segmentId) => $"provnet-{segmentId}";

    public static string PortGroup(string securityGroupId) => $"pg_{Word(securityGroupId)}";

    public static string AddressGroup(string addressGroupId, int ipVersion) => $"ag_{Word(addressGroupId)}_ip{ipVersion}";

    public static string ExternalPorts(string networkId) => $"neutron-extport-{networkId}";

    public static string PortForwarding(string floatingIpId, string protocol) => $"pf-floatingip-{floatingIpId}-{protocol}";

    // Names within matches are words (ovn-nb(5)), in which a dash would be an operator.
    private static string Word(string id) => id.Replace('-', '_');
}
