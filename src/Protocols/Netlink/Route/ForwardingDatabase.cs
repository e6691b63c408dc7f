using System.Collections.Immutable;
using Naru.Primitives;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Route;

/// <summary>The forwarding entries of the bridges and tunnels of a namespace: <c>bridge fdb</c>.</summary>
public sealed class ForwardingDatabase
{
    private readonly NetlinkSocket _socket;

    internal ForwardingDatabase(NetlinkSocket socket) => _socket = socket;

    public Result<ImmutableArray<ForwardingEntry>> List() =>
        _socket.Dump(NeighbourRequests.ListForwardingEntries(), ForwardingEntry.Read);

    /// <summary>Adds an entry; EEXIST if the address has one.</summary>
    public Result<Done> Add(ForwardingEntry entry) => _socket.Execute(NeighbourRequests.Add(entry));

    /// <summary>Adds one more destination for frames to an address, beside those it has: flooding by a tunnel.</summary>
    public Result<Done> Append(ForwardingEntry entry) => _socket.Execute(NeighbourRequests.Append(entry));

    /// <summary>Adds an entry in the place of the one that the address has.</summary>
    public Result<Done> Replace(ForwardingEntry entry) => _socket.Execute(NeighbourRequests.Replace(entry));

    /// <summary>Deletes an entry; one that is not there is fine.</summary>
    public Result<Done> Delete(ForwardingEntry entry) => _socket.Execute(NeighbourRequests.Delete(entry)).OrAbsent();
}
