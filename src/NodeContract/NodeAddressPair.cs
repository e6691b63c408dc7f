using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>A further source address that a port may use (<c>allowed_address_pairs</c>).</summary>
public sealed record NodeAddressPair(MacAddress Mac, IpPrefix Prefix);
