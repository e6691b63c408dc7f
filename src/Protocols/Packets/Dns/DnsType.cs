using System.Diagnostics.CodeAnalysis;

namespace Naru.Protocols.Packets.Dns;

/// <summary>The kind of a resource record or question (IANA); other values are kept as they are.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "PTR is the record's name in RFC 1035.")]
public enum DnsType
{
    A = 1,
    Ns = 2,
    Cname = 5,
    Soa = 6,
    Ptr = 12,
    Mx = 15,
    Txt = 16,
    Aaaa = 28,
    Srv = 33,

    /// <summary>The EDNS0 pseudo record (RFC 6891): its class is the UDP payload size of the sender.</summary>
    Opt = 41,
    Any = 255,
}
