namespace Naru.Protocols.Packets.Dhcpv6;

/// <summary>The options of DHCPv6 that mean something here (RFC 8415 §21 and, for name servers, RFC 3646); other codes are kept as they are.</summary>
public enum Dhcpv6OptionCode : ushort
{
    ClientIdentifier = 1,
    ServerIdentifier = 2,

    /// <summary>IA_NA: a set of addresses.</summary>
    NonTemporary = 3,

    /// <summary>IA_TA: a set of temporary addresses.</summary>
    Temporary = 4,
    Address = 5,
    OptionRequest = 6,
    Preference = 7,
    ElapsedTime = 8,
    StatusCode = 13,
    RapidCommit = 14,
    DnsServers = 23,
    DomainSearch = 24,

    /// <summary>IA_PD: a set of delegated prefixes.</summary>
    DelegatedPrefixes = 25,
    InformationRefreshTime = 32,
}
