using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Naru.Primitives;

namespace Naru.Agent.Underlay;

/// <summary>Asks other hosts for an echo (RFC 792, RFC 4443) with packets that are never fragmented, of any size.</summary>
/// <remarks>The path MTU that the kernel remembers is not asked: what passes now is what counts. One question at a time.</remarks>
internal sealed class EchoSocket : IDisposable
{
    private const int EchoBytes = 8;
    private const byte EchoRequest = 8;
    private const byte EchoReply = 0;
    private const byte EchoRequest6 = 128;
    private const byte EchoReply6 = 129;

    // IP_MTU_DISCOVER and IPV6_MTU_DISCOVER of linux/in.h and linux/in6.h; the value is IP_PMTUDISC_PROBE.
    private const int IpMtuDiscover = 10;
    private const int Ipv6MtuDiscover = 23;
    private const byte Probing = 3;

    private readonly Socket _socket;
    private readonly bool _isV6;
    private readonly ushort _id = (ushort)Random.Shared.Next(1, ushort.MaxValue);
    private ushort _number;

    private EchoSocket(Socket socket, bool isV6) => (_socket, _isV6) = (socket, isV6);

    public static Result<EchoSocket> Open(IpAddress local)
    {
        var socket = local.IsV6
            ? new Socket(AddressFamily.InterNetworkV6, SocketType.Raw, ProtocolType.IcmpV6)
            : new Socket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Icmp);
        try
        {
            Span<byte> probing = [Probing, 0, 0, 0];
            if (local.IsV6)
                socket.SetRawSocketOption((int)SocketOptionLevel.IPv6, Ipv6MtuDiscover, probing);
            else
                socket.SetRawSocketOption((int)SocketOptionLevel.IP, IpMtuDiscover, probing);
            socket.Bind(new IPEndPoint(IPAddress.Parse(local.ToString()), 0));
            return new EchoSocket(socket, local.IsV6);
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            return new Error(ErrorKind.Unavailable, failure.SocketErrorCode.ToString(), $"Cannot ask for echoes from {local}: {failure.Message}.");
        }
    }

    /// <summary>Whether a packet of this size is answered in time. One that this host cannot send is not.</summary>
    /// <param name="packetBytes">With the IP header.</param>
    public async Task<bool> AsksAsync(IpAddress remote, int packetBytes, TimeSpan patience, CancellationToken cancellation)
    {
        var number = ++_number;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            await _socket.SendToAsync(Request(number, packetBytes - UnderlayNeeds.HeaderBytes(_isV6)), new IPEndPoint(IPAddress.Parse(remote.ToString()), 0), limit.Token);
            var received = new byte[ushort.MaxValue];
            var from = new IPEndPoint(_isV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
            while (true)
            {
                var result = await _socket.ReceiveFromAsync(received, from, limit.Token);
                if (IsAnswer(received.AsSpan(0, result.ReceivedBytes), number))
                    return true;
            }
        }
        catch (SocketException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    public void Dispose() => _socket.Dispose();

    // Type, code, checksum, identifier, sequence number; then zeros. The kernel computes the checksum of ICMPv6.
    private byte[] Request(ushort number, int bytes)
    {
        var packet = new byte[Math.Max(bytes, EchoBytes)];
        packet[0] = _isV6 ? EchoRequest6 : EchoRequest;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), _id);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(6), number);
        if (!_isV6)
            BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), Checksum(packet.AsSpan(0, EchoBytes)));
        return packet;
    }

    // What comes of IPv4 begins with its header.
    private bool IsAnswer(ReadOnlySpan<byte> packet, ushort number)
    {
        if (!_isV6)
        {
            if (packet.Length < 1)
                return false;
            packet = packet[Math.Min(packet.Length, (packet[0] & 0xf) * 4)..];
        }
        return packet.Length >= EchoBytes && packet[0] == (_isV6 ? EchoReply6 : EchoReply)
            && BinaryPrimitives.ReadUInt16BigEndian(packet[4..]) == _id && BinaryPrimitives.ReadUInt16BigEndian(packet[6..]) == number;
    }

    /// <summary>The Internet checksum (RFC 1071). Zeros that follow do not change it.</summary>
    private static ushort Checksum(ReadOnlySpan<byte> header)
    {
        uint sum = 0;
        for (var at = 0; at < header.Length; at += sizeof(ushort))
            sum += BinaryPrimitives.ReadUInt16BigEndian(header[at..]);
        while (sum > ushort.MaxValue)
            sum = (sum & ushort.MaxValue) + (sum >> 16);
        return (ushort)~sum;
    }
}
