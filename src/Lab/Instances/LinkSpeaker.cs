using System.Buffers;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Naru.Primitives;
using Naru.Protocols.Packets.NeighbourDiscovery;

namespace Naru.Lab.Instances;

/// <summary>Speaks of neighbours and routers to all on a card's link; it runs inside of an instance.</summary>
public static class LinkSpeaker
{
    private const int MulticastHops = 18;
    private const int MulticastLoop = 19;

    private static readonly IpAddress AllNodes = IpAddress.Parse("ff02::1");
    private static readonly IpAddress AllRouters = IpAddress.Parse("ff02::2");

    /// <summary>"Who is a router?"</summary>
    public static void AskForRouters(string device) => Send(device, AllRouters, RouterSolicitation.Write);

    /// <param name="write">Writes the message, from the ICMPv6 header on, by the card's link-local and MAC address.</param>
    internal static void TellAll(string device, Action<ArrayBufferWriter<byte>, IpAddress, MacAddress> write) => Send(device, AllNodes, write);

    private static void Send(string device, IpAddress to, Action<ArrayBufferWriter<byte>, IpAddress, MacAddress> write)
    {
        var card = NetworkInterface.GetAllNetworkInterfaces().Single(one => one.Name == device);
        var properties = card.GetIPProperties();
        var source = properties.UnicastAddresses.Select(one => one.Address).First(address => address.IsIPv6LinkLocal);
        var octets = new ArrayBufferWriter<byte>();
        write(octets, IpAddress.From(source), MacAddress.Read(card.GetPhysicalAddress().GetAddressBytes()));
        using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Raw, ProtocolType.IcmpV6);
        // A neighbour hears only what no router has passed on (RFC 4861 §3.1).
        socket.SetRawSocketOption((int)SocketOptionLevel.IPv6, MulticastHops, [255, 0, 0, 0]);
        // Who speaks is not to believe itself.
        socket.SetRawSocketOption((int)SocketOptionLevel.IPv6, MulticastLoop, [0, 0, 0, 0]);
        socket.Bind(new IPEndPoint(source, 0));
        socket.SendTo(octets.WrittenSpan, SocketFlags.None, new IPEndPoint(new IPAddress(to.ToBytes(), properties.GetIPv6Properties().Index), 0));
    }
}
