using Naru.Primitives;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Route;

/// <summary>A VXLAN tunnel device (RFC 7348).</summary>
/// <param name="Name">At most 15 bytes, without spaces and slashes.</param>
/// <param name="Vni">24 bits.</param>
public sealed record VxlanLink(string Name, uint Vni) : NewLink(Name)
{
    /// <summary>The IANA port, which <c>ip link</c> and Neutron use; the kernel's own default is an older one.</summary>
    public const ushort IanaPort = 4789;

    /// <summary>Source address of the tunnel's packets.</summary>
    public IpAddress? Local { get; init; }

    /// <summary>Multicast group, or the one remote address, of frames for unknown destinations; <c>null</c> leaves it to forwarding entries.</summary>
    public IpAddress? Remote { get; init; }

    /// <summary>Index of the underlying link; needed for a multicast group.</summary>
    public int? Device { get; init; }

    /// <summary>UDP port of the remote side.</summary>
    public ushort Port { get; init; } = IanaPort;

    public byte? Ttl { get; init; }

    /// <summary>Learn the remote address of a MAC address from what arrives.</summary>
    public bool Learning { get; init; } = true;

    /// <summary>Answer ARP and neighbour discovery from the neighbour table.</summary>
    public bool Proxy { get; init; }

    public override string Kind => "vxlan";

    internal override void WriteInfoData(NetlinkMessage message)
    {
        message.Add(Ifla.Vxlan.Id, Vni);
        if (Remote is { } remote)
            message.Add(remote.IsV4 ? Ifla.Vxlan.Group : Ifla.Vxlan.Group6, remote);
        if (Device is { } device)
            message.Add(Ifla.Vxlan.Link, device);
        if (Local is { } local)
            message.Add(local.IsV4 ? Ifla.Vxlan.Local : Ifla.Vxlan.Local6, local);
        if (Ttl is { } ttl)
            message.Add(Ifla.Vxlan.Ttl, ttl);
        message.Add(Ifla.Vxlan.Learning, Flag(Learning));
        message.Add(Ifla.Vxlan.Proxy, Flag(Proxy));
        message.AddBigEndian(Ifla.Vxlan.Port, Port);
    }
}
