using System.Collections.Immutable;
using Naru.Primitives;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Route;

/// <summary>The links of a namespace: <c>ip link</c>.</summary>
public sealed class Links
{
    private readonly NetlinkSocket _socket;

    internal Links(NetlinkSocket socket) => _socket = socket;

    public Result<ImmutableArray<Link>> List() => _socket.Dump(LinkRequests.List(), Link.Read);

    /// <summary>Finds one; ENODEV if there is none.</summary>
    public Result<Link> Get(LinkKey key) => _socket.Get(LinkRequests.Get(key), Link.Read);

    /// <summary>Makes a link and reads back what the kernel made of it; EEXIST if the name is taken.</summary>
    /// <remarks>One made in another namespace cannot be read back from here: its result is an error of the reading. Use <see cref="CreateElsewhere"/>.</remarks>
    public Result<Link> Create(NewLink link) => _socket.Execute(LinkRequests.Create(link)).Then(_ => Get(link.Name));

    /// <summary>Makes a link whose <see cref="NewLink.Namespace"/> is another one.</summary>
    public Result<Done> CreateElsewhere(NewLink link) => _socket.Execute(LinkRequests.Create(link));

    /// <summary>Changes what is particular to the kind of an existing link, such as the ageing time of a bridge.</summary>
    public Result<Done> Reconfigure(NewLink link) => _socket.Execute(LinkRequests.Reconfigure(link));

    public Result<Done> Change(LinkKey key, LinkChange change) => key.Name is not null && change.Name is not null
        ? Get(key).Then(link => Change(link, change))
        : _socket.Execute(LinkRequests.Change(key, change));

    public Result<Done> SetUp(LinkKey key) => Change(key, new LinkChange { State = LinkState.Up });

    public Result<Done> SetDown(LinkKey key) => Change(key, new LinkChange { State = LinkState.Down });

    public Result<Done> ChangeBridgePort(int index, BridgePortSettings settings) =>
        _socket.Execute(LinkRequests.ChangeBridgePort(index, settings));

    /// <summary>Deletes a link; one that is not there is fine.</summary>
    public Result<Done> Delete(LinkKey key) => _socket.Execute(LinkRequests.Delete(key)).OrAbsent();

    /// <summary>Deletes all links of a group by one request; none is fine.</summary>
    public Result<Done> DeleteGroup(uint group) => _socket.Execute(LinkRequests.DeleteGroup(group)).OrAbsent();
}
