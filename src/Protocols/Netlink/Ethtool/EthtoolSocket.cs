using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Protocols.Netlink.Ethtool;

/// <summary>Switches what a link's driver does for the stack (<c>ethtool -K</c>), by ioctl SIOCETHTOOL in one namespace.</summary>
/// <remarks>
/// With transmit checksumming on, a veth passes packets on with their checksum not yet computed. A userspace datapath or a
/// packet socket at the other end sees them as they are: ICMP passes, TCP and UDP are dropped by whoever verifies.
/// </remarks>
public sealed class EthtoolSocket : IDisposable
{
    private const int AddressFamilyInternet = 2;
    private const nuint Request = 0x8946;
    private const uint GetTransmitChecksum = 0x16;
    private const uint SetTransmitChecksum = 0x17;

    // struct ifreq: the name, then a union of which we use the pointer.
    private const int NameLength = 16;
    private const int InterfaceRequestLength = 40;

    private readonly SafeFileHandle _handle;

    private EthtoolSocket(SafeFileHandle handle) => _handle = handle;

    /// <summary>Opens a socket in the namespace of the calling thread.</summary>
    public static Result<EthtoolSocket> Open()
    {
        var handle = Libc.Socket(AddressFamilyInternet, Libc.SocketDatagram | Libc.SocketCloseOnExec, 0);
        return handle.IsInvalid ? Errno.Last("open a socket for ethtool") : new EthtoolSocket(handle);
    }

    public static Result<EthtoolSocket> Open(NetworkNamespace home) => home.Run(Open);

    /// <summary>Makes the stack compute checksums before it hands packets over; segmentation offload, which needs them, goes off with it.</summary>
    public Result<Done> DisableTransmitChecksum(string link) => Call(link, SetTransmitChecksum, 0, "disable").Map(_ => default(Done));

    public Result<Done> EnableTransmitChecksum(string link) => Call(link, SetTransmitChecksum, 1, "enable").Map(_ => default(Done));

    public Result<bool> HasTransmitChecksum(string link) => Call(link, GetTransmitChecksum, 0, "read").Map(value => value != 0);

    public void Dispose() => _handle.Dispose();

    /// <summary>Passes <c>struct ethtool_value</c>: command and value, 32 bits each.</summary>
    private Result<int> Call(string link, uint command, int value, string verb)
    {
        var name = Encoding.UTF8.GetBytes(link);
        if (name.Length >= NameLength)
            return Error.Invalid($"'{link}' is not the name of a link: expected at most {NameLength - 1} bytes.");
        Span<byte> request = stackalloc byte[InterfaceRequestLength];
        request.Clear();
        name.CopyTo(request);
        var argument = Marshal.AllocHGlobal(2 * sizeof(int));
        try
        {
            Marshal.WriteInt32(argument, (int)command);
            Marshal.WriteInt32(argument, sizeof(int), value);
            MemoryMarshal.Write(request[NameLength..], argument);
            return Libc.Control(_handle, Request, request) < 0
                ? Errno.Last($"{verb} transmit checksumming of link '{link}'")
                : Marshal.ReadInt32(argument, sizeof(int));
        }
        finally
        {
            Marshal.FreeHGlobal(argument);
        }
    }
}
