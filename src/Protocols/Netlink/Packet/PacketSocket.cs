using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Protocols.Netlink.Packet;

/// <summary>Sends and receives whole Ethernet frames on one link (packet(7)), below the IP stack and its firewall.</summary>
/// <remarks>
/// It receives what comes in from the link, not what this host sends. Frames may arrive with their checksum not yet
/// computed when the other end is a veth with offloading on. Sending and receiving may go on at the same time.
/// </remarks>
public sealed class PacketSocket : IDisposable
{
    private const int PacketLevel = 263;
    private const int IgnoreOutgoing = 23;
    private const int AddressLength = 20;

    private readonly Socket _socket;

    private PacketSocket(Socket socket) => _socket = socket;

    /// <summary>Opens a socket on a link of the calling thread's namespace.</summary>
    /// <param name="linkIndex">The link.</param>
    /// <param name="type">The frames to receive; sending is not restricted.</param>
    public static Result<PacketSocket> Open(int linkIndex, EtherType type)
    {
        var purpose = $"open a packet socket on link #{linkIndex}";
        // Protocol zero receives nothing: frames of other links must not get in before it is bound.
        var handle = Libc.Socket(Libc.AddressFamilyPacket, Libc.SocketRaw | Libc.SocketCloseOnExec, 0);
        if (handle.IsInvalid)
            return Errno.Last(purpose);
        // Refused before Linux 4.20; then a socket for all types also sees what the host sends.
        _ = Libc.SetSocketOption(handle, PacketLevel, IgnoreOutgoing, 1, sizeof(int));
        // struct sockaddr_ll: family, protocol (big-endian), index, then fields that only matter when receiving.
        Span<byte> address = stackalloc byte[AddressLength];
        address.Clear();
        MemoryMarshal.Write(address, (ushort)Libc.AddressFamilyPacket);
        BinaryPrimitives.WriteUInt16BigEndian(address[2..], (ushort)type);
        MemoryMarshal.Write(address[4..], linkIndex);
        if (Libc.Bind(handle, address, address.Length) < 0)
        {
            using (handle)
                return Errno.Last(purpose);
        }
        return new PacketSocket(AsyncSocket.Adopt(handle));
    }

    public static Result<PacketSocket> Open(NetworkNamespace home, int linkIndex, EtherType type) => home.Run(() => Open(linkIndex, type));

    /// <summary>Waits for a frame and gives its length; what does not fit the buffer is cut off.</summary>
    /// <exception cref="SocketException">The link went down (ENETDOWN; it may come up again) or away.</exception>
    public ValueTask<int> ReceiveAsync(Memory<byte> frame, CancellationToken cancellation) =>
        _socket.ReceiveAsync(frame, SocketFlags.None, cancellation);

    /// <summary>Sends a frame, from its destination address on and without the check sequence.</summary>
    /// <remarks>The kernel drops it silently while the link has just been set up and its operational state does not say so yet.</remarks>
    public Result<Done> Send(ReadOnlySpan<byte> frame) =>
        _socket.Send(frame, SocketFlags.None, out var code) == frame.Length && code is SocketError.Success
            ? Done.Ok
            : Errno.ToError(new SocketException((int)code).ErrorCode, $"send a frame of {frame.Length} bytes");

    public void Dispose() => _socket.Dispose();
}
