using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>A static route of a subnet (<c>host_routes</c>) or a router (<c>routes</c>).</summary>
public sealed record NodeRoute(IpPrefix Destination, IpAddress NextHop);
