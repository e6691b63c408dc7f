using System.Collections.Immutable;
using Naru.Primitives;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Route;

/// <summary>The IP neighbours of a namespace: <c>ip neighbour</c>.</summary>
public sealed class Neighbours
{
    private readonly NetlinkSocket _socket;

    internal Neighbours(NetlinkSocket socket) => _socket = socket;

    public Result<ImmutableArray<Neighbour>> List() => List(linkIndex: 0);

    /// <summary>The neighbours on one link.</summary>
    public Result<ImmutableArray<Neighbour>> List(int linkIndex) =>
        _socket.Dump(NeighbourRequests.ListNeighbours(linkIndex), Neighbour.Read);

    /// <summary>The addresses of others that this host answers for: <c>ip neighbour show proxy</c>.</summary>
    public Result<ImmutableArray<Neighbour>> ListProxies() => _socket.Dump(NeighbourRequests.ListProxies(), Neighbour.Read);

    /// <summary>Adds a neighbour; EEXIST if the address has an entry.</summary>
    public Result<Done> Add(Neighbour neighbour) => _socket.Execute(NeighbourRequests.Add(neighbour));

    /// <summary>Adds a neighbour in the place of what is known of its address.</summary>
    public Result<Done> Replace(Neighbour neighbour) => _socket.Execute(NeighbourRequests.Replace(neighbour));

    /// <summary>Deletes a neighbour; one that is not there is fine.</summary>
    public Result<Done> Delete(Neighbour neighbour) => _socket.Execute(NeighbourRequests.Delete(neighbour)).OrAbsent();
}
