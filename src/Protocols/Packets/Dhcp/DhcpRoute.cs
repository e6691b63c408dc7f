using Naru.Primitives;

namespace Naru.Protocols.Packets.Dhcp;

/// <summary>One classless static route (RFC 3442). A next hop of 0.0.0.0 means "on this link".</summary>
public readonly record struct DhcpRoute(IpPrefix Destination, IpAddress NextHop)
{
    public override string ToString() => $"{Destination},{NextHop}";
}
