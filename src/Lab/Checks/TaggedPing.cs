using System.Buffers;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Naru.Primitives;
using Naru.Protocols.Packets;

namespace Naru.Lab.Checks;

/// <summary>Asks for an address by ARP and pings it, in frames with a VLAN tag: it runs inside of an instance, whose kernel need not know 802.1Q.</summary>
public static class TaggedPing
{
    private const ushort Identifier = 0x6e61;

    /// <param name="sequence">By which the ping is known where it arrives.</param>
    public static void Send(string device, int vlan, (MacAddress Mac, IpAddress Address) source, (MacAddress Mac, IpAddress Address) target, ushort sequence)
    {
        var index = NetworkInterface.GetAllNetworkInterfaces().Single(one => one.Name == device).GetIPProperties().GetIPv6Properties().Index;
        using var socket = new Socket(AddressFamily.Packet, SocketType.Raw, ProtocolType.Unspecified);
        // Whoever hears the question knows where to answer.
        var question = new ArrayBufferWriter<byte>();
        new ArpPacket(ArpOperation.Request, source.Mac, source.Address, MacAddress.Zero, target.Address).Write(question);
        Send(MacAddress.Broadcast, EtherType.Arp, question);

        var echo = new ArrayBufferWriter<byte>();
        new IcmpHeader(IcmpHeader.EchoRequest, 0, (uint)(Identifier << 16 | sequence)).Write(echo, []);
        var packet = new ArrayBufferWriter<byte>();
        new Ipv4Header(source.Address, target.Address, IpProtocol.Icmp).Write(packet, echo.WrittenCount);
        packet.Write(echo.WrittenSpan);
        Send(target.Mac, EtherType.Ipv4, packet);

        void Send(MacAddress to, EtherType type, ArrayBufferWriter<byte> payload)
        {
            var frame = new ArrayBufferWriter<byte>();
            new EthernetHeader(to, source.Mac, type, new VlanTag(vlan)).Write(frame);
            frame.Write(payload.WrittenSpan);
            socket.SendTo(frame.WrittenSpan, new LinkEndPoint(index, to));
        }
    }
}
