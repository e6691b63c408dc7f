using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;

namespace Naru.Protocols.Netlink;

/// <summary>Hands a bound descriptor of a family that .NET cannot bind itself to its <see cref="Socket"/>, for asynchronous reading.</summary>
internal static class AsyncSocket
{
    public static Socket Adopt(SafeFileHandle handle)
    {
        var descriptor = handle.DangerousGetHandle();
        // From here on the socket owns the descriptor.
        handle.SetHandleAsInvalid();
        return new Socket(new SafeSocketHandle(descriptor, ownsHandle: true));
    }
}
