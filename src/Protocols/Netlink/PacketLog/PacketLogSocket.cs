using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.PacketLog;

/// <summary>Receives what rules with <c>log group N</c> copy: what <c>ulogd</c> does. A group of a namespace has one reader.</summary>
public sealed class PacketLogSocket : IDisposable
{
    private readonly Socket _socket;
    private readonly byte[] _received = new byte[64 * 1024];

    private PacketLogSocket(Socket socket) => _socket = socket;

    /// <summary>Opens a socket in the namespace of the calling thread.</summary>
    /// <param name="group">The group that rules name.</param>
    /// <param name="copiedBytes">How much of each packet is wanted.</param>
    /// <returns>Fails with <c>EBUSY</c> while somebody else reads the group.</returns>
    public static Result<PacketLogSocket> Open(ushort group, int copiedBytes)
    {
        var purpose = $"read the packet log group {group}";
        var handle = Libc.Socket(Libc.AddressFamilyNetlink, Libc.SocketRaw | Libc.SocketCloseOnExec, (int)NetlinkFamily.Netfilter);
        if (handle.IsInvalid)
            return Errno.Last(purpose);
        if (Configure(handle, group, copiedBytes, purpose).Error is { } refused)
        {
            using (handle)
                return refused;
        }
        return new PacketLogSocket(AsyncSocket.Adopt(handle));
    }

    public static Result<PacketLogSocket> Open(NetworkNamespace home, ushort group, int copiedBytes) => home.Run(() => Open(group, copiedBytes));

    /// <summary>Packets as they come, without end. What comes faster than it is read is lost.</summary>
    public async IAsyncEnumerable<LoggedPacket> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            foreach (var packet in await ReceiveAsync(cancellation).ConfigureAwait(false))
                yield return packet;
        }
    }

    public void Dispose() => _socket.Dispose();

    internal static List<LoggedPacket> Read(ReadOnlySpan<byte> datagram)
    {
        var packets = new List<LoggedPacket>();
        foreach (var message in new MessageReader(datagram))
        {
            if (message.Type != Nfula.PacketMessage)
                continue;
            var attributes = message.Attributes(Nfula.HeaderLength);
            packets.Add(new LoggedPacket(attributes.Find(Nfula.Prefix).AsText, attributes.Find(Nfula.Payload).Value.ToArray()));
        }
        return packets;
    }

    private async ValueTask<List<LoggedPacket>> ReceiveAsync(CancellationToken cancellation)
    {
        try
        {
            var length = await _socket.ReceiveAsync(_received, SocketFlags.None, cancellation).ConfigureAwait(false);
            return Read(_received.AsSpan(0, length));
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.NoBufferSpaceAvailable)
        {
            return [];
        }
    }

    private static Result<Done> Configure(SafeFileHandle handle, ushort group, int copiedBytes, string purpose)
    {
        var request = new NetlinkMessage(Nfula.ConfigMessage, NetlinkFlags.None, purpose);
        BinaryPrimitives.WriteUInt16BigEndian(request.Reserve(Nfula.HeaderLength)[2..], group);
        // struct nfulnl_msg_config_mode: range, mode, padding.
        Span<byte> mode = stackalloc byte[6];
        mode.Clear();
        BinaryPrimitives.WriteInt32BigEndian(mode, copiedBytes);
        mode[4] = Nfula.CopyPacket;
        request.Add(Nfula.Command, Nfula.Bind).Add(Nfula.Mode, mode).AddBigEndian(Nfula.Threshold, 1u);
        var bytes = request.Finish(1, NetlinkFlags.Ack);
        if (Libc.Send(handle, bytes, bytes.Length, 0) < 0)
            return Errno.Last(purpose);
        // The kernel has answered when send returns; a packet of the group may come before the answer.
        var answer = new byte[16 * 1024];
        while (true)
        {
            var length = (int)Libc.Receive(handle, answer, answer.Length, 0);
            if (length < 0)
                return Errno.Last(purpose);
            foreach (var message in new MessageReader(answer.AsSpan(0, length)))
            {
                if (message.Type == ReceivedMessage.ErrorType)
                    return Acknowledgement.Read(message, purpose);
            }
        }
    }
}
