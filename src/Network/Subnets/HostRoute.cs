using Naru.Primitives;

namespace Naru.Network.Subnets;

/// <summary>A route that DHCP gives to hosts; routers have routes of the same form.</summary>
public sealed record HostRoute(IpPrefix Destination, IpAddress NextHop);
