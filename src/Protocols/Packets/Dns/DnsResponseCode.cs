namespace Naru.Protocols.Packets.Dns;

/// <summary>RCODE (RFC 1035 §4.1.1), the four bits of the header.</summary>
public enum DnsResponseCode
{
    NoError = 0,
    FormatError = 1,
    ServerFailure = 2,
    NameError = 3,
    NotImplemented = 4,
    Refused = 5,
}
