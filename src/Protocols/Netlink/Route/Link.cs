using System.Runtime.InteropServices;
using Naru.Primitives;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Route;

/// <summary>A network device as <c>ip link</c> shows it.</summary>
/// <param name="Index"><c>ifindex</c>, unique in its namespace.</param>
/// <param name="Name">At most 15 bytes; unique in its namespace, but may change.</param>
public sealed record Link(int Index, string Name)
{
    /// <summary><c>veth</c>, <c>bridge</c>, <c>vxlan</c>, …; <c>null</c> for hardware and the loopback.</summary>
    public string? Kind { get; init; }

    public LinkState State { get; init; }

    /// <summary>IFF_LOWER_UP: there is a carrier.</summary>
    public bool HasCarrier { get; init; }

    public OperationalState OperationalState { get; init; }

    /// <summary>Largest IP packet in bytes.</summary>
    public int Mtu { get; init; }

    /// <summary>The Ethernet address; <c>null</c> for links that have another kind of address or none.</summary>
    public MacAddress? Mac { get; init; }

    /// <summary>Index of the bridge or bond it is enslaved to.</summary>
    public int? Master { get; init; }

    /// <summary>Index of the veth peer or of the underlying device, in <see cref="LinkNamespaceId"/>'s namespace if that is set.</summary>
    public int? Lower { get; init; }

    /// <summary>What this namespace calls the one that <see cref="Lower"/> is in; <c>null</c> if it is the same.</summary>
    public int? LinkNamespaceId { get; init; }

    /// <summary>The group that links can be deleted by at once; zero by default.</summary>
    public uint Group { get; init; }

    /// <summary>A text for humans and other programs, <c>ifalias</c>.</summary>
    public string? Alias { get; init; }

    /// <summary>Flags of the bridge's port, where <see cref="Master"/> is a bridge.</summary>
    public BridgePortSettings? BridgePort { get; init; }

    // IFF_UP and IFF_LOWER_UP of linux/if.h.
    private const uint FlagUp = 0x1;
    private const uint FlagLowerUp = 0x10000;

    /// <summary>Reads RTM_NEWLINK or RTM_DELLINK: <c>struct ifinfomsg</c> and IFLA_….</summary>
    internal static Link? Read(ReceivedMessage message)
    {
        if (message.Body.Length < LinkRequests.HeaderLength)
            return null;
        var flags = MemoryMarshal.Read<uint>(message.Body[8..]);
        var link = new Link(MemoryMarshal.Read<int>(message.Body[4..]), "")
        {
            State = (flags & FlagUp) != 0 ? LinkState.Up : LinkState.Down,
            HasCarrier = (flags & FlagLowerUp) != 0,
        };
        foreach (var attribute in message.Attributes(LinkRequests.HeaderLength))
        {
            link = attribute.Type switch
            {
                Ifla.Address => link with { Mac = attribute.AsMacAddress },
                Ifla.InterfaceName => link with { Name = attribute.AsText },
                Ifla.Mtu => link with { Mtu = attribute.AsInt32 },
                Ifla.Link => link with { Lower = attribute.AsInt32 },
                Ifla.Master => link with { Master = attribute.AsInt32 },
                Ifla.OperationalState => link with { OperationalState = (OperationalState)attribute.AsByte },
                Ifla.LinkInfo => WithLinkInfo(link, attribute.Nested),
                Ifla.Alias => link with { Alias = attribute.AsText },
                Ifla.Group => link with { Group = attribute.AsUInt32 },
                Ifla.LinkNamespaceId => link with { LinkNamespaceId = attribute.AsInt32 },
                _ => link,
            };
        }
        return link;
    }

    private static Link WithLinkInfo(Link link, AttributeReader attributes)
    {
        var kind = attributes.Find(Ifla.Info.Kind).AsText;
        var slaveKind = attributes.Find(Ifla.Info.SlaveKind).AsText;
        return link with
        {
            Kind = kind.Length > 0 ? kind : null,
            BridgePort = slaveKind == BridgeLink.KindName
                ? BridgePortSettings.Read(attributes.Find(Ifla.Info.SlaveData).Nested)
                : null,
        };
    }
}
