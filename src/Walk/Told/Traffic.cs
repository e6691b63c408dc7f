namespace Naru.Walk.Told;

/// <summary>Which packet is sent.</summary>
/// <param name="Protocol">IANA's number: 1 ICMP, 6 TCP, 17 UDP, 58 ICMPv6.</param>
/// <param name="SourcePort">Of TCP and UDP; the identifier of an echo request.</param>
/// <param name="DestinationPort">Of TCP and UDP; zero for others.</param>
/// <param name="Length">Of the IP packet, in octets; it may not be divided.</param>
public sealed record Traffic(byte Protocol, ushort SourcePort, ushort DestinationPort, int Length)
{
    public const byte Icmp = 1;
    public const byte Tcp = 6;
    public const byte Udp = 17;
    public const byte Icmpv6 = 58;

    private const ushort EphemeralPort = 40000;

    // What ping(8) sends, a TCP SYN with its usual options, and a small datagram.
    private const int PingLength = 84;
    private const int SynLength = 60;
    private const int DatagramLength = 60;

    public static readonly Traffic Ping = new(Icmp, 1, 0, PingLength);

    public static Traffic TcpTo(ushort port) => new(Tcp, EphemeralPort, port, SynLength);

    public static Traffic UdpTo(ushort port) => new(Udp, EphemeralPort, port, DatagramLength);

    /// <summary><c>icmp</c>, <c>tcp 80</c>, <c>udp 53</c>.</summary>
    public override string ToString() => Protocol switch
    {
        Icmp or Icmpv6 => "icmp",
        Tcp => $"tcp {DestinationPort}",
        Udp => $"udp {DestinationPort}",
        _ => $"protocol {Protocol}",
    };
}
