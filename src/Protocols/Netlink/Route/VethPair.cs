using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Route;

/// <summary>Two links joined by a virtual cable (veth(4)): what goes into one comes out of the other.</summary>
/// <remarks>
/// MTU and group are those of both ends. Deleting either end deletes both. Creating takes 0.3 ms, deleting one pair about
/// 17 ms. The peer is made down: the kernel refuses to set it up before both ends exist (ENOTCONN), so that is a second request.
/// </remarks>
public sealed record VethPair(string Name, string PeerName) : NewLink(Name)
{
    public MacAddress? PeerMac { get; init; }

    /// <summary>Where to make the other end; <c>null</c> for the same namespace as this one.</summary>
    public NetworkNamespace? PeerNamespace { get; init; }

    public override string Kind => "veth";

    internal override void WriteInfoData(NetlinkMessage message)
    {
        using var peer = message.Nest(Ifla.Veth.Peer);
        LinkRequests.WriteHeader(message, index: 0, state: null);
        message.Add(Ifla.InterfaceName, PeerName);
        if (Mtu is { } mtu)
            message.Add(Ifla.Mtu, mtu);
        if (PeerMac is { } mac)
            message.Add(Ifla.Address, mac);
        if (Group is { } group)
            message.Add(Ifla.Group, group);
        if ((PeerNamespace ?? Namespace) is { } home)
            message.Add(Ifla.NamespaceDescriptor, home.Descriptor);
    }
}
