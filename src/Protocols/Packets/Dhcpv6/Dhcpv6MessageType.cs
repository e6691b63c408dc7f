namespace Naru.Protocols.Packets.Dhcpv6;

/// <summary>What a DHCPv6 message is for (RFC 8415 §7.3). Those of relays are not spoken here.</summary>
public enum Dhcpv6MessageType : byte
{
    Solicit = 1,
    Advertise = 2,
    Request = 3,
    Confirm = 4,
    Renew = 5,
    Rebind = 6,
    Reply = 7,
    Release = 8,
    Decline = 9,
    Reconfigure = 10,
    InformationRequest = 11,
}
