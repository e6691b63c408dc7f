using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Route;

/// <summary>How a bridge treats one of its ports (<c>bridge -d link</c>). In a change, <c>null</c> leaves a setting as it is.</summary>
public sealed record BridgePortSettings
{
    /// <summary>Learn source addresses that come in here.</summary>
    public bool? Learning { get; init; }

    /// <summary>Send frames for unknown unicast addresses here.</summary>
    public bool? UnicastFlood { get; init; }

    public bool? MulticastFlood { get; init; }

    public bool? BroadcastFlood { get; init; }

    /// <summary>Send a frame back out of the port that it came from.</summary>
    public bool? Hairpin { get; init; }

    /// <summary>No traffic to other isolated ports.</summary>
    public bool? Isolated { get; init; }

    /// <summary>Answer ARP and neighbour discovery from the forwarding database instead of flooding here.</summary>
    public bool? NeighbourSuppression { get; init; }

    /// <summary>Answer ARP requests for addresses behind this port in their place, where the bridge knows the neighbour and its MAC; others are flooded.</summary>
    /// <remarks>IFLA_BRPORT_PROXYARP_WIFI, which unlike neighbour suppression lets gratuitous ARP through.</remarks>
    public bool? ProxyArpWifi { get; init; }

    internal static BridgePortSettings Read(AttributeReader attributes)
    {
        var port = new BridgePortSettings();
        foreach (var attribute in attributes)
        {
            var on = attribute.AsByte != 0;
            port = attribute.Type switch
            {
                Ifla.BridgePort.Learning => port with { Learning = on },
                Ifla.BridgePort.UnicastFlood => port with { UnicastFlood = on },
                Ifla.BridgePort.MulticastFlood => port with { MulticastFlood = on },
                Ifla.BridgePort.BroadcastFlood => port with { BroadcastFlood = on },
                Ifla.BridgePort.Hairpin => port with { Hairpin = on },
                Ifla.BridgePort.Isolated => port with { Isolated = on },
                Ifla.BridgePort.ProxyArpWifi => port with { ProxyArpWifi = on },
                Ifla.BridgePort.NeighbourSuppression => port with { NeighbourSuppression = on },
                _ => port,
            };
        }
        return port;
    }

    internal void Write(NetlinkMessage message)
    {
        Write(message, Ifla.BridgePort.Learning, Learning);
        Write(message, Ifla.BridgePort.UnicastFlood, UnicastFlood);
        Write(message, Ifla.BridgePort.MulticastFlood, MulticastFlood);
        Write(message, Ifla.BridgePort.BroadcastFlood, BroadcastFlood);
        Write(message, Ifla.BridgePort.Hairpin, Hairpin);
        Write(message, Ifla.BridgePort.Isolated, Isolated);
        Write(message, Ifla.BridgePort.NeighbourSuppression, NeighbourSuppression);
        Write(message, Ifla.BridgePort.ProxyArpWifi, ProxyArpWifi);
    }

    private static void Write(NetlinkMessage message, ushort type, bool? on)
    {
        if (on is { } value)
            message.Add(type, value ? (byte)1 : (byte)0);
    }
}
