using System.Runtime.InteropServices;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Route;

/// <summary>The requests about neighbours and forwarding entries, for sending many at once by <see cref="RouteSocket.Execute"/>.</summary>
public static class NeighbourRequests
{
    /// <summary><c>struct ndmsg</c>.</summary>
    internal const int HeaderLength = 12;

    /// <summary>Adds a neighbour; EEXIST if the address has an entry.</summary>
    public static NetlinkMessage Add(Neighbour neighbour) =>
        About(neighbour, RouteMessageType.NewNeighbour, NetlinkFlags.Create | NetlinkFlags.Exclusive, "add");

    /// <summary>Adds a neighbour in the place of what is known of its address.</summary>
    public static NetlinkMessage Replace(Neighbour neighbour) =>
        About(neighbour, RouteMessageType.NewNeighbour, NetlinkFlags.Create | NetlinkFlags.Replace, "set");

    public static NetlinkMessage Delete(Neighbour neighbour) =>
        About(neighbour, RouteMessageType.DeleteNeighbour, NetlinkFlags.None, "delete");

    /// <summary>Adds a forwarding entry; EEXIST if the address has one.</summary>
    public static NetlinkMessage Add(ForwardingEntry entry) =>
        About(entry, RouteMessageType.NewNeighbour, NetlinkFlags.Create | NetlinkFlags.Exclusive, "add");

    /// <summary>Adds one more destination for frames to an address, beside those it has: flooding by a tunnel.</summary>
    public static NetlinkMessage Append(ForwardingEntry entry) =>
        About(entry, RouteMessageType.NewNeighbour, NetlinkFlags.Create | NetlinkFlags.Append, "append");

    /// <summary>Adds a forwarding entry in the place of the one that the address has.</summary>
    public static NetlinkMessage Replace(ForwardingEntry entry) =>
        About(entry, RouteMessageType.NewNeighbour, NetlinkFlags.Create | NetlinkFlags.Replace, "set");

    public static NetlinkMessage Delete(ForwardingEntry entry) =>
        About(entry, RouteMessageType.DeleteNeighbour, NetlinkFlags.None, "delete");

    internal static NetlinkMessage ListNeighbours(int linkIndex)
    {
        var message = new NetlinkMessage(RouteMessageType.GetNeighbour, NetlinkFlags.None, "list neighbours");
        message.Reserve(HeaderLength);
        return linkIndex > 0 ? message.Add(Nda.InterfaceIndex, linkIndex) : message;
    }

    internal static NetlinkMessage ListProxies()
    {
        var message = new NetlinkMessage(RouteMessageType.GetNeighbour, NetlinkFlags.None, "list neighbour proxies");
        message.Reserve(HeaderLength)[10] = (byte)NeighbourFlags.Proxy;
        return message;
    }

    internal static NetlinkMessage ListForwardingEntries()
    {
        var message = new NetlinkMessage(RouteMessageType.GetNeighbour, NetlinkFlags.None, "list forwarding entries");
        message.Reserve(HeaderLength)[0] = AddressFamilies.Bridge;
        return message;
    }

    private static NetlinkMessage About(Neighbour neighbour, ushort type, NetlinkFlags flags, string verb)
    {
        var message = new NetlinkMessage(type, flags, $"{verb} neighbour {neighbour}");
        WriteHeader(message, AddressFamilies.Of(neighbour.Address), neighbour.LinkIndex, neighbour.State, neighbour.Flags);
        message.Add(Nda.Destination, neighbour.Address);
        return neighbour.Mac is { } mac ? message.Add(Nda.LinkLayerAddress, mac) : message;
    }

    private static NetlinkMessage About(ForwardingEntry entry, ushort type, NetlinkFlags flags, string verb)
    {
        var message = new NetlinkMessage(type, flags, $"{verb} forwarding entry {entry}");
        WriteHeader(message, AddressFamilies.Bridge, entry.LinkIndex, entry.State, entry.Flags);
        message.Add(Nda.LinkLayerAddress, entry.Mac);
        if (entry.Destination is { } remote)
            message.Add(Nda.Destination, remote);
        return entry.Vlan is { } vlan ? message.Add(Nda.Vlan, vlan) : message;
    }

    /// <summary>Writes <c>struct ndmsg</c>: family, padding, index, state, flags, type.</summary>
    private static void WriteHeader(NetlinkMessage message, byte family, int linkIndex, NeighbourState state, NeighbourFlags flags)
    {
        var header = message.Reserve(HeaderLength);
        header[0] = family;
        MemoryMarshal.Write(header[4..], linkIndex);
        MemoryMarshal.Write(header[8..], (ushort)state);
        header[10] = (byte)flags;
    }
}
