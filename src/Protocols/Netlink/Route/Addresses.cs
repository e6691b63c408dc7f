using System.Collections.Immutable;
using Naru.Primitives;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Route;

/// <summary>The addresses of the links of a namespace: <c>ip address</c>.</summary>
public sealed class Addresses
{
    private readonly NetlinkSocket _socket;

    internal Addresses(NetlinkSocket socket) => _socket = socket;

    public Result<ImmutableArray<InterfaceAddress>> List() => List(linkIndex: 0);

    /// <summary>The addresses of one link.</summary>
    public Result<ImmutableArray<InterfaceAddress>> List(int linkIndex) =>
        _socket.Dump(AddressRequests.List(linkIndex), InterfaceAddress.Read);

    /// <summary>Adds an address; EEXIST if the link has it.</summary>
    public Result<Done> Add(InterfaceAddress address) => _socket.Execute(AddressRequests.Add(address));

    /// <summary>Adds an address, or gives the one that is there these flags.</summary>
    public Result<Done> Replace(InterfaceAddress address) => _socket.Execute(AddressRequests.Replace(address));

    /// <summary>Takes an address away; one that is not there is fine.</summary>
    public Result<Done> Delete(InterfaceAddress address) => _socket.Execute(AddressRequests.Delete(address)).OrAbsent();
}
