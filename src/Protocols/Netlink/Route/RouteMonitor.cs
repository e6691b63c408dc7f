using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Route;

/// <summary>Tells of changes in a namespace as they happen: <c>ip monitor</c>.</summary>
/// <remarks>
/// Events are kept by the kernel from the opening on, 1 MiB of them: open, list, then watch, and nothing is missed. What is
/// too much is dropped and told as <see cref="RouteEvent.Lost"/>. One reader at a time.
/// </remarks>
public sealed class RouteMonitor : IDisposable
{
    private const int SocketLevel = 1;
    private const int ForceReceiveBuffer = 33;
    private const int AddressLength = 12;

    private readonly Socket _socket;
    private readonly byte[] _received = new byte[64 * 1024];

    private RouteMonitor(Socket socket) => _socket = socket;

    /// <summary>Opens a monitor in the namespace of the calling thread.</summary>
    public static Result<RouteMonitor> Open(RouteTopics topics)
    {
        const string Purpose = "open a route monitor";
        var handle = Libc.Socket(Libc.AddressFamilyNetlink, Libc.SocketRaw | Libc.SocketCloseOnExec, (int)NetlinkFamily.Route);
        if (handle.IsInvalid)
            return Errno.Last(Purpose);
        _ = Libc.SetSocketOption(handle, SocketLevel, ForceReceiveBuffer, 1 << 20, sizeof(int));
        // struct sockaddr_nl: family, padding, port (zero: the kernel's choice), groups.
        Span<byte> address = stackalloc byte[AddressLength];
        address.Clear();
        MemoryMarshal.Write(address, (ushort)Libc.AddressFamilyNetlink);
        MemoryMarshal.Write(address[8..], (uint)topics);
        if (Libc.Bind(handle, address, address.Length) < 0)
        {
            using (handle)
                return Errno.Last(Purpose);
        }
        return new RouteMonitor(AsyncSocket.Adopt(handle));
    }

    public static Result<RouteMonitor> Open(NetworkNamespace home, RouteTopics topics) => home.Run(() => Open(topics));

    /// <summary>Events in the order in which they happened, without end.</summary>
    public async IAsyncEnumerable<RouteEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            foreach (var change in await ReceiveAsync(cancellation).ConfigureAwait(false))
                yield return change;
        }
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask<List<RouteEvent>> ReceiveAsync(CancellationToken cancellation)
    {
        try
        {
            var length = await _socket.ReceiveAsync(_received, SocketFlags.None, cancellation).ConfigureAwait(false);
            return Read(_received.AsSpan(0, length));
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.NoBufferSpaceAvailable)
        {
            return [new RouteEvent.Lost()];
        }
    }

    internal static List<RouteEvent> Read(ReadOnlySpan<byte> datagram)
    {
        var events = new List<RouteEvent>();
        foreach (var message in new MessageReader(datagram))
        {
            if (Read(message) is { } change)
                events.Add(change);
        }
        return events;
    }

    private static RouteEvent? Read(ReceivedMessage message) => message.Type switch
    {
        // A bridge tells of its ports with messages of its own family, which say less than those of the link itself.
        RouteMessageType.NewLink or RouteMessageType.DeleteLink when message.Body is [AddressFamilies.Bridge, ..] => null,
        RouteMessageType.NewLink when Link.Read(message) is { } link => new RouteEvent.OfLink(RouteChange.Present, link),
        RouteMessageType.DeleteLink when Link.Read(message) is { } link => new RouteEvent.OfLink(RouteChange.Gone, link),
        RouteMessageType.NewAddress when InterfaceAddress.Read(message) is { } address => new RouteEvent.OfAddress(RouteChange.Present, address),
        RouteMessageType.DeleteAddress when InterfaceAddress.Read(message) is { } address => new RouteEvent.OfAddress(RouteChange.Gone, address),
        RouteMessageType.NewRoute when IpRoute.Read(message) is { } route => new RouteEvent.OfRoute(RouteChange.Present, route),
        RouteMessageType.DeleteRoute when IpRoute.Read(message) is { } route => new RouteEvent.OfRoute(RouteChange.Gone, route),
        RouteMessageType.NewRule when RoutingRule.Read(message) is { } rule => new RouteEvent.OfRule(RouteChange.Present, rule),
        RouteMessageType.DeleteRule when RoutingRule.Read(message) is { } rule => new RouteEvent.OfRule(RouteChange.Gone, rule),
        RouteMessageType.NewNeighbour => OfNeighbour(RouteChange.Present, message),
        RouteMessageType.DeleteNeighbour => OfNeighbour(RouteChange.Gone, message),
        _ => null,
    };

    private static RouteEvent? OfNeighbour(RouteChange change, ReceivedMessage message)
    {
        if (Neighbour.Read(message) is { } neighbour)
            return new RouteEvent.OfNeighbour(change, neighbour);
        return ForwardingEntry.Read(message) is { } entry ? new RouteEvent.OfForwarding(change, entry) : null;
    }
}
