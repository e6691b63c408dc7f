using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.LinuxBridge;

/// <summary>What the bridge and the tunnel of a network know of its ports on other hosts, so that nothing has to be learned.</summary>
/// <param name="Hosts">Where the tunnels of the other hosts that have a port end: frames for everybody go to all of them.</param>
/// <param name="Macs">Which of them a MAC address is on.</param>
/// <param name="Neighbours">IPv4 addresses whose ARP is answered here.</param>
public sealed record Overlay(
    EquatableList<IpAddress> Hosts,
    EquatableList<(MacAddress Mac, IpAddress Host)> Macs,
    EquatableList<(IpAddress Address, MacAddress Mac)> Neighbours)
{
    /// <summary>By network id, of the networks with ports on other hosts.</summary>
    /// <param name="local">Where this host's tunnels end.</param>
    public static Dictionary<string, Overlay> Of(NodeView view, string host, IpAddress local)
    {
        var remote = from port in view.Ports
            where port.IsBound && port.Host.Length > 0 && port.Host != host
            let peer = view.Peers.Find(port.Host)
            where peer is not null && peer.TunnelAddress.IsV6 == local.IsV6
            select (Port: port, Host: peer.TunnelAddress);
        return remote.GroupBy(each => each.Port.NetworkId).ToDictionary(group => group.Key, group => Of([.. group]));
    }

    private static Overlay Of(IReadOnlyList<(NodePort Port, IpAddress Host)> ports) => new(
        [.. ports.Select(each => each.Host).Distinct().Order()],
        // An allowed MAC may move from port to port: frames for it go where the bridge has learned it, or to all.
        [.. ports.Select(each => (each.Port.Mac, each.Host)).DistinctBy(each => each.Mac).OrderBy(each => each.Mac)],
        [.. from each in ports
            from ip in each.Port.FixedIps
            where ip.Address.IsV4
            orderby ip.Address
            select (ip.Address, each.Port.Mac)]);
}
