using Naru.Primitives;

namespace Naru.Walk.Told;

/// <summary>What is written on a packet.</summary>
/// <param name="EthSrc">Null where the MAC address is of the outside, which the cloud does not know.</param>
/// <param name="Vlan">The tag that the frame has, or that the bridge keeps for it; null: none.</param>
/// <param name="Protocol">IANA's number.</param>
/// <param name="Length">Of the IP packet, in octets.</param>
/// <param name="Tunnel">The outer header while it is between two hosts; null otherwise.</param>
public sealed record Headers(
    MacAddress? EthSrc,
    MacAddress? EthDst,
    ushort? Vlan,
    IpAddress Source,
    IpAddress Destination,
    byte Protocol,
    ushort? SourcePort,
    ushort? DestinationPort,
    byte? IcmpType,
    byte Ttl,
    int Length,
    TunnelHeader? Tunnel);
