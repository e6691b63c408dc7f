using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Naru.Primitives;

namespace Naru.Protocols.Packets;

/// <summary>Where a packet(7) socket sends a frame: <c>struct sockaddr_ll</c>.</summary>
/// <param name="index">The index of the device.</param>
/// <param name="destination">The address in the frame.</param>
public sealed class LinkEndPoint(int index, MacAddress destination) : EndPoint
{
    private const int Length = 20;
    private const int IndexAt = 4, AddressLengthAt = 11, AddressAt = 12;

    public override AddressFamily AddressFamily => AddressFamily.Packet;

    public override SocketAddress Serialize()
    {
        var address = new SocketAddress(AddressFamily.Packet, Length);
        var octets = address.Buffer.Span;
        BinaryPrimitives.WriteUInt16BigEndian(octets[2..], (ushort)EtherType.Ipv4);
        MemoryMarshal.Write(octets[IndexAt..], index);
        octets[AddressLengthAt] = MacAddress.Length;
        destination.Write(octets[AddressAt..]);
        return address;
    }
}
