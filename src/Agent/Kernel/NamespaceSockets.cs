using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Kernel;

/// <summary>Opens sockets inside a network namespace; they stay in it wherever they are used.</summary>
/// <remarks>
/// An open socket keeps its namespace alive. Who finds that a namespace was replaced by another of the same name has to
/// start the servers in it anew.
/// </remarks>
internal static class NamespaceSockets
{
    private const int IpFreeBind = 15;
    private const int Ipv6FreeBind = 78;
    private const int Ipv6UnicastHops = 16;
    private const int Ipv6MulticastHops = 18;
    private const int Ipv6MulticastLoop = 19;
    private const int Icmpv6Filter = 1;

    /// <summary>What neighbour discovery sends goes no further than its link: receivers look whether a router has counted down.</summary>
    private const int AllHops = 255;

    public static Result<Socket> Datagram(NetworkNamespace home, IPEndPoint local) => Open(home, local, SocketType.Dgram, ProtocolType.Udp, _ => { });

    public static Result<Socket> Listening(NetworkNamespace home, IPEndPoint local, int backlog) =>
        Open(home, local, SocketType.Stream, ProtocolType.Tcp, socket => socket.Listen(backlog));

    /// <summary>A packet(7) socket that sends whole frames and receives nothing.</summary>
    public static Result<Socket> Frames(NetworkNamespace home) =>
        Open(home, () => new Socket(AddressFamily.Packet, SocketType.Raw, ProtocolType.Unspecified), "a packet socket");

    /// <summary>A raw socket of ICMPv6 that receives one type and sends as neighbour discovery does (RFC 4861); the kernel computes checksums.</summary>
    public static Result<Socket> NeighbourDiscovery(NetworkNamespace home, byte receivedType) => Open(home, () =>
    {
        var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Raw, ProtocolType.IcmpV6);
        Span<byte> hops = stackalloc byte[sizeof(int)];
        MemoryMarshal.Write(hops, AllHops);
        socket.SetRawSocketOption((int)SocketOptionLevel.IPv6, Ipv6UnicastHops, hops);
        socket.SetRawSocketOption((int)SocketOptionLevel.IPv6, Ipv6MulticastHops, hops);
        socket.SetRawSocketOption((int)SocketOptionLevel.IPv6, Ipv6MulticastLoop, stackalloc byte[sizeof(int)]);
        // A bit that is set blocks its type (RFC 3542 §3.2).
        Span<byte> blocked = stackalloc byte[32];
        blocked.Fill(byte.MaxValue);
        blocked[receivedType / 8] &= (byte)~(1 << receivedType % 8);
        socket.SetRawSocketOption((int)ProtocolType.IcmpV6, Icmpv6Filter, blocked);
        // Nothing is received through a socket of .NET that is not bound.
        socket.Bind(new IPEndPoint(IPAddress.IPv6Any, 0));
        return socket;
    }, "a raw socket of ICMPv6");

    private static Result<Socket> Open(NetworkNamespace home, IPEndPoint local, SocketType type, ProtocolType protocol, Action<Socket> prepare) =>
        Open(home, () =>
        {
            var socket = new Socket(local.AddressFamily, type, protocol);
            try
            {
                // The address may come to the device a moment later, or go and come back: that must not matter here.
                Span<byte> on = [1, 0, 0, 0];
                if (local.AddressFamily is AddressFamily.InterNetworkV6)
                    socket.SetRawSocketOption((int)SocketOptionLevel.IPv6, Ipv6FreeBind, on);
                else
                    socket.SetRawSocketOption((int)SocketOptionLevel.IP, IpFreeBind, on);
                if (type is SocketType.Stream)
                    socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                socket.Bind(local);
                prepare(socket);
                return socket;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }, $"{protocol.ToString().ToLowerInvariant()} {local}");

    private static Result<Socket> Open(NetworkNamespace home, Func<Socket> open, string what) => home.Run<Socket>(() =>
    {
        try
        {
            return open();
        }
        catch (SocketException failure)
        {
            return new Error(ErrorKind.Unavailable, failure.SocketErrorCode.ToString(), $"Cannot open {what} in network namespace '{home.Name}': {failure.Message}.");
        }
    });
}
