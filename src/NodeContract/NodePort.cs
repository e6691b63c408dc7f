using System.Text.Json.Serialization;
using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>
/// A port of a network that this host takes part in. Those with <see cref="Host"/> equal to this host are to be wired;
/// the others are neighbours: where to tunnel to, whom to answer ARP for, whom DHCP and DNS know.
/// </summary>
/// <param name="Host">The host the port is bound to; empty while unbound.</param>
/// <param name="HostName">The name DHCP gives and DNS answers, without domain; never empty.</param>
/// <param name="DnsDomain">The domain of a port with a name of its own; empty: the deployment's.</param>
/// <param name="IsBound">The server's binding to <paramref name="Host"/> succeeded.</param>
/// <param name="HybridPlug">The firewall sits on a Linux bridge between the instance and br-int (<c>ovs_hybrid_plug</c>).</param>
public sealed record NodePort(
    string Id,
    string Name,
    string NetworkId,
    string ProjectId,
    MacAddress Mac,
    EquatableList<NodeAddress> FixedIps,
    string DeviceId,
    string DeviceOwner,
    string Host,
    bool IsBound,
    bool HybridPlug,
    bool AdminStateUp,
    bool PortSecurityEnabled,
    EquatableList<string> SecurityGroupIds,
    EquatableList<NodeAddressPair> AllowedAddressPairs,
    EquatableList<NodeDhcpOption> ExtraDhcpOptions,
    string HostName,
    string DnsDomain) : INodeObject
{
    private const string ServiceOwnerPrefix = "network:";
    private const string DistributedInterface = "network:router_interface_distributed";

    /// <summary>Of ports on this host; null: no policy.</summary>
    public NodeQos? Qos { get; init; }

    public string Key => Id;

    /// <summary>What rides on the port; null where it is no trunk's parent, and for the ports of other hosts.</summary>
    public NodeTrunk? Trunk { get; init; }

    /// <summary>The interface of a distributed router: it is plugged on many hosts and bound to none.</summary>
    [JsonIgnore]
    public bool IsDistributed => DeviceOwner == DistributedInterface;

    /// <summary>It is in the namespace of a share server, whose id is its device's.</summary>
    [JsonIgnore]
    public bool IsOfShareServer => DeviceOwner == NodeShareServers.PortOwner;

    /// <summary>It belongs to a service of the cloud itself (routers, DHCP) and not to an instance.</summary>
    [JsonIgnore]
    public bool IsOfService => DeviceOwner.StartsWith(ServiceOwnerPrefix, StringComparison.Ordinal);
}
