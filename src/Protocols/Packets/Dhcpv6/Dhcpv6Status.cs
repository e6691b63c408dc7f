namespace Naru.Protocols.Packets.Dhcpv6;

/// <summary>How a request went (RFC 8415 §21.13).</summary>
public enum Dhcpv6Status : ushort
{
    Success = 0,
    UnspecifiedFailure = 1,
    NoAddressesAvailable = 2,
    NoBinding = 3,
    NotOnLink = 4,
    UseMulticast = 5,
    NoPrefixAvailable = 6,
}
