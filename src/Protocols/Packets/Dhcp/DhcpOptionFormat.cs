namespace Naru.Protocols.Packets.Dhcp;

/// <summary>How the octets of an option are to be read.</summary>
public enum DhcpOptionFormat
{
    /// <summary>Nothing is known; text is tried as hexadecimal octets, addresses, a number, then as it is.</summary>
    Opaque,
    Flag,
    Number8,
    Number16,
    Number32,
    Text,
    Addresses,
    Names,
    Routes,
}
