using System.Collections.Immutable;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Netlink.TrafficControl;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Route;

/// <summary>
/// The links, addresses, routes, rules and neighbours of one network namespace (rtnetlink(7)): what <c>ip</c>,
/// <c>bridge</c> and <c>tc</c> do, without a process.
/// </summary>
/// <remarks>
/// Synchronous, because the kernel answers inside of the call; thread-safe. A socket stays in the namespace it was opened
/// in. Several requests at once: make them by <see cref="LinkRequests"/> and its siblings and give them to <see cref="Execute"/>.
/// </remarks>
public sealed class RouteSocket : IDisposable
{
    private readonly NetlinkSocket _socket;

    private RouteSocket(NetlinkSocket socket)
    {
        _socket = socket;
        Links = new Links(socket);
        Addresses = new Addresses(socket);
        Routes = new Routes(socket);
        Rules = new Rules(socket);
        Neighbours = new Neighbours(socket);
        Forwarding = new ForwardingDatabase(socket);
        QueueingDisciplines = new QueueingDisciplines(socket);
    }

    public Links Links { get; }

    public Addresses Addresses { get; }

    public Routes Routes { get; }

    public Rules Rules { get; }

    public Neighbours Neighbours { get; }

    public ForwardingDatabase Forwarding { get; }

    public QueueingDisciplines QueueingDisciplines { get; }

    /// <summary>Opens a socket in the namespace of the calling thread.</summary>
    public static Result<RouteSocket> Open() => NetlinkSocket.Open(NetlinkFamily.Route).Map(socket => new RouteSocket(socket));

    public static Result<RouteSocket> Open(NetworkNamespace home) => home.Run(Open);

    /// <summary>Sends requests together, in this order, and gives each one's outcome. One that fails does not stop those after it.</summary>
    public ImmutableArray<Result<Done>> Execute(IReadOnlyList<NetlinkMessage> requests) => _socket.Execute(requests);

    public void Dispose() => _socket.Dispose();
}
