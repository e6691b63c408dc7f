using Naru.Agent.Nftables;
using Naru.NodeContract;
using Naru.Protocols.Netlink.Conntrack;

namespace Naru.Agent.Routing;

/// <summary>Port forwardings as maps of nftables, and what they make of a connection.</summary>
/// <remarks>
/// A map of intervals translates many ports to one, or leaves them as they are; it cannot shift them. So there are two maps, and
/// a range that is shifted has an element per port.
/// </remarks>
internal static class ForwardedPorts
{
    private const string Key = "ip daddr . meta l4proto . th dport";

    // Without the match on the protocol nftables does not let ports be translated.
    private const string HasPorts = "meta l4proto { tcp, udp, sctp }";

    public static readonly string[] Rules =
    [
        $"{HasPorts} dnat to {Key} map @forwarded-hosts",
        $"{HasPorts} dnat ip to {Key} map @forwarded-ports",
    ];

    public static NftSet[] Maps(IReadOnlyCollection<NodePortForwarding> forwardings) =>
    [
        NftSet.OfMap("forwarded-hosts", "type ipv4_addr . inet_proto . inet_service : ipv4_addr; flags interval;",
            forwardings.Where(KeepsPorts).Select(forwarding => $"{KeyOf(forwarding)} : {forwarding.InternalAddress}")),
        NftSet.OfMap("forwarded-ports", "type ipv4_addr . inet_proto . inet_service : ipv4_addr . inet_service; flags interval;",
            forwardings.Where(forwarding => !KeepsPorts(forwarding)).SelectMany(Elements)),
    ];

    /// <summary>What the first packet of a connection is sent to; null: it is not for these.</summary>
    public static (Primitives.IpAddress Address, int Port)? Target(IEnumerable<NodePortForwarding> forwardings, ConnectionTuple tuple)
    {
        if (tuple.DestinationPort is not { } port)
            return null;
        foreach (var forwarding in forwardings)
        {
            if (forwarding.FloatingAddress == tuple.Destination && NumberOf(forwarding.Protocol) == tuple.Protocol
                && port >= forwarding.ExternalFirst && port <= forwarding.ExternalLast)
            {
                return (forwarding.InternalAddress, InnerPort(forwarding, port));
            }
        }
        return null;
    }

    private static bool KeepsPorts(NodePortForwarding forwarding) =>
        (forwarding.ExternalFirst, forwarding.ExternalLast) == (forwarding.InternalFirst, forwarding.InternalLast);

    private static string KeyOf(NodePortForwarding forwarding) => KeyOf(forwarding, forwarding.ExternalFirst == forwarding.ExternalLast
        ? $"{forwarding.ExternalFirst}"
        : $"{forwarding.ExternalFirst}-{forwarding.ExternalLast}");

    private static string KeyOf(NodePortForwarding forwarding, string ports) => $"{forwarding.FloatingAddress} . {forwarding.Protocol} . {ports}";

    private static IEnumerable<string> Elements(NodePortForwarding forwarding) => forwarding.InternalFirst == forwarding.InternalLast
        ? [$"{KeyOf(forwarding)} : {forwarding.InternalAddress} . {forwarding.InternalFirst}"]
        : Enumerable.Range(forwarding.ExternalFirst, forwarding.ExternalLast - forwarding.ExternalFirst + 1)
            .Select(port => $"{KeyOf(forwarding, $"{port}")} : {forwarding.InternalAddress} . {InnerPort(forwarding, port)}");

    private static int InnerPort(NodePortForwarding forwarding, int port) => forwarding.InternalFirst == forwarding.InternalLast
        ? forwarding.InternalFirst
        : forwarding.InternalFirst + port - forwarding.ExternalFirst;

    private static byte NumberOf(string protocol) => protocol switch
    {
        "tcp" => 6,
        "udp" => 17,
        _ => 132,
    };
}
