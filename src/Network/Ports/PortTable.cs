using System.Text.Json.Serialization;
using Naru.Network.Trunks;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Ports;

/// <summary>Where ports are stored.</summary>
public static class PortTable
{
    public static readonly Table<Port> Table = new("ports", PortJson.Default.Port);
    public static readonly Index<Port, string> ByProject = Table.IndexBy("project", port => port.ProjectId);
    public static readonly Index<Port, string> ByNetwork = Table.IndexBy("network", port => port.NetworkId);
    public static readonly Index<Port, (string NetworkId, string DeviceOwner)> ByNetworkAndOwner = Table.IndexBy<(string, string)>(
        "network_owner", port => port.IsNetworkDevice ? (port.NetworkId, port.DeviceOwner) : null);

    public static readonly Index<Port, string> ByDevice = Table.IndexBy("device", port => port.DeviceId.Length > 0 ? port.DeviceId : null);
    public static readonly Index<Port, string> ByHost = Table.IndexBy("host", port => port.Binding.Host.Length > 0 ? port.Binding.Host : null);
    public static readonly Index<Port, string> BySecurityGroup = Table.IndexByMany("security_group", port => port.SecurityGroupIds);
    public static readonly Index<Port, string> BySubnet = Table.IndexByMany("subnet", port => port.FixedIps.Select(ip => ip.SubnetId));
    public static readonly Index<Port, string> ByQosPolicy = Table.IndexBy("qos_policy", port => port.QosPolicyId);

    public static readonly Index<Port, string> ByName = Table.IndexBy("name", port => port.Name.Length > 0 ? port.Name : null);

    /// <summary>Ports by the name that their instances are found by, in small letters.</summary>
    public static readonly Index<Port, string> ByDnsName = Table.IndexBy("dns_name", port => port.DnsName.Length > 0 ? port.DnsName.ToLowerInvariant() : null);

    /// <summary>Ports by fixed IP, on whatever subnet.</summary>
    public static readonly Index<Port, IpAddress> ByFixedIp = Table.IndexByMany("fixed_ip", port => port.FixedIps.Select(ip => ip.Address));

    /// <summary>The ports of a network that may use further addresses.</summary>
    public static readonly Index<Port, string> WithAddressPairsByNetwork =
        Table.IndexBy("address_pairs_network", port => port.AllowedAddressPairs.IsEmpty ? null : port.NetworkId);

    /// <summary>The members of a security group that may use further addresses.</summary>
    public static readonly Index<Port, string> WithAddressPairsByGroup =
        Table.IndexByMany("address_pairs_group", port => port.AllowedAddressPairs.IsEmpty ? [] : port.SecurityGroupIds.Items);

    public static readonly UniqueIndex<Port, NetworkMac> ByMac =
        Table.UniqueBy("mac", port => new NetworkMac(port.NetworkId, port.MacAddress));

    /// <summary>Addresses in use, in order within each subnet. An address that two ports would have is refused by the index itself.</summary>
    public static readonly RankedIndex<Port, string, IpAddress> ByAddress =
        Table.RankedByMany("address", port => port.FixedIps.Select(ip => (ip.SubnetId, ip.Address)));
}

[JsonSourceGenerationOptions(
    IgnoreReadOnlyProperties = true,
    Converters =
    [
        typeof(EquatableListJson<string>), typeof(EquatableListJson<FixedIp>),
        typeof(EquatableListJson<AllowedAddressPair>), typeof(EquatableListJson<ExtraDhcpOption>),
        typeof(EquatableListJson<PortBinding>), typeof(EquatableListJson<TrunkDetails.CarriedPort>),
    ])]
[JsonSerializable(typeof(Port))]
internal sealed partial class PortJson : JsonSerializerContext;
