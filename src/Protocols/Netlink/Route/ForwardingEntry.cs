using System.Runtime.InteropServices;
using Naru.Primitives;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Route;

/// <summary>Where frames to a MAC address go, as <c>bridge fdb</c> shows it: out of a port, or to the other end of a tunnel.</summary>
/// <param name="LinkIndex">The bridge's port or the tunnel device.</param>
/// <param name="Mac">All zeros in a tunnel: every destination that has no entry.</param>
public sealed record ForwardingEntry(int LinkIndex, MacAddress Mac)
{
    /// <summary>The other end, where the link is a VXLAN tunnel.</summary>
    public IpAddress? Destination { get; init; }

    public ushort? Vlan { get; init; }

    /// <summary>Index of the bridge that has the entry; only read.</summary>
    public int? Master { get; init; }

    public NeighbourState State { get; init; } = NeighbourState.Permanent;

    /// <summary><see cref="NeighbourFlags.Self"/> for a tunnel's entry, <see cref="NeighbourFlags.Master"/> for a bridge's.</summary>
    public NeighbourFlags Flags { get; init; } = NeighbourFlags.Self;

    public override string ToString() => $"{Mac} on link #{LinkIndex}{(Destination is { } remote ? $" to {remote}" : "")}";

    /// <summary>Reads RTM_NEWNEIGH or RTM_DELNEIGH of family AF_BRIDGE: <c>struct ndmsg</c> and NDA_….</summary>
    internal static ForwardingEntry? Read(ReceivedMessage message)
    {
        var header = message.Body;
        if (header.Length < NeighbourRequests.HeaderLength || header[0] is not AddressFamilies.Bridge)
            return null;
        var attributes = message.Attributes(NeighbourRequests.HeaderLength);
        if (attributes.Find(Nda.LinkLayerAddress).AsMacAddress is not { } mac)
            return null;
        return new ForwardingEntry(MemoryMarshal.Read<int>(header[4..]), mac)
        {
            Destination = attributes.Find(Nda.Destination).AsIpAddress,
            Vlan = attributes.Find(Nda.Vlan) is { Value.Length: > 0 } vlan ? vlan.AsUInt16 : null,
            Master = attributes.Find(Nda.Master) is { Value.Length: > 0 } master ? master.AsInt32 : null,
            State = (NeighbourState)MemoryMarshal.Read<ushort>(header[8..]),
            Flags = (NeighbourFlags)header[10],
        };
    }
}
