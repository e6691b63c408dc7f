using Naru.Agent.Nftables;
using Naru.NodeContract;
using Naru.Protocols.Netlink.Route;

namespace Naru.Agent.Firewall;

/// <summary>Where on a host ports are guarded by nftables: on a bridge of each port, or on the bridges of networks.</summary>
internal interface IFirewallForm<TPort>
    where TPort : BridgedPort
{
    /// <summary>Whether a port of this host is one that this firewall guards.</summary>
    bool Covers(NodePort port);

    /// <summary>Those of the ports that have what they need on the host to be guarded.</summary>
    /// <param name="ports">In the order of their ids.</param>
    /// <param name="links">The host's, by name.</param>
    IEnumerable<TPort> Plugged(IEnumerable<NodePort> ports, IReadOnlyDictionary<string, Link> links);

    /// <summary>Devices beside the ports that the rules must know.</summary>
    IEnumerable<string> Others(IReadOnlyCollection<TPort> ports, IReadOnlyDictionary<string, Link> links);

    /// <param name="rules">By port id, of all ports.</param>
    TablePlan[] Tables(IReadOnlyList<TPort> ports, IReadOnlyList<string> others, IReadOnlyDictionary<string, PortRules> rules);

    /// <summary>What the port lacks, if it is not plugged.</summary>
    string Expected(NodePort port);
}
