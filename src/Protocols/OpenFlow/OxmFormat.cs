namespace Naru.Protocols.OpenFlow;

/// <summary>How <c>ovs-ofctl</c> writes the value of a field.</summary>
public enum OxmFormat
{
    Number,
    Hex,
    Ethernet,
    Ipv4,
    Ipv6,
    Port,
    Fragment,
    TcpFlags,
    ConntrackState,
}
