using System.Collections.Immutable;
using Naru.Primitives;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.TrafficControl;

/// <summary>What limits the sending of the links of a namespace: <c>tc qdisc</c>. Sending is what the link's other side receives.</summary>
public sealed class QueueingDisciplines
{
    private readonly NetlinkSocket _socket;

    internal QueueingDisciplines(NetlinkSocket socket) => _socket = socket;

    /// <summary>The disciplines of one link.</summary>
    public Result<ImmutableArray<QueueingDiscipline>> List(int linkIndex) => _socket
        .Dump(TrafficControlRequests.List(linkIndex), QueueingDiscipline.Read)
        .Map(disciplines => disciplines.RemoveAll(discipline => discipline.LinkIndex != linkIndex));

    /// <summary>Limits what a link sends, whatever queueing discipline it had.</summary>
    public Result<Done> Set(int linkIndex, TokenBucket bucket) => _socket.Execute(TrafficControlRequests.Set(linkIndex, bucket));

    /// <summary>Limits what a link sends, whatever queueing discipline it had. New rates for the same kind lose no packet.</summary>
    public Result<Done> Set(int linkIndex, HierarchicalTokenBucket bucket) => List(linkIndex)
        .Then(disciplines => disciplines.Any(found => found is
            { IsRoot: true, Kind: HierarchicalTokenBucket.KindName, Handle: TrafficControlRequests.HierarchicalHandle })
            ? Done.Ok
            : _socket.Execute(TrafficControlRequests.AddHierarchy(linkIndex)))
        .Then(_ => _socket.Execute(TrafficControlRequests.Set(linkIndex, bucket)));

    /// <summary>Gives a link its default discipline back; one that has it is fine.</summary>
    public Result<Done> Delete(int linkIndex) => _socket.Execute(TrafficControlRequests.Delete(linkIndex)).OrAbsent();
}
