namespace Naru.Protocols.Packets.NeighbourDiscovery;

/// <summary>The options of neighbour discovery that are read and written here; others are skipped by their length.</summary>
internal enum NeighbourOption : byte
{
    SourceLinkAddress = 1,
    PrefixInformation = 3,
    Mtu = 5,

    /// <summary>RFC 8106 §5.1.</summary>
    RecursiveDns = 25,

    /// <summary>RFC 8106 §5.2.</summary>
    DnsSearch = 31,
}
