using System.Runtime.InteropServices;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Route;

/// <summary>The requests about addresses, for sending many at once by <see cref="RouteSocket.Execute"/>.</summary>
public static class AddressRequests
{
    /// <summary><c>struct ifaddrmsg</c>.</summary>
    internal const int HeaderLength = 8;

    /// <summary>Adds an address; EEXIST if the link has it.</summary>
    public static NetlinkMessage Add(InterfaceAddress address) =>
        About(address, RouteMessageType.NewAddress, NetlinkFlags.Create | NetlinkFlags.Exclusive, "add");

    /// <summary>Adds an address, or gives the one that is there these flags.</summary>
    public static NetlinkMessage Replace(InterfaceAddress address) =>
        About(address, RouteMessageType.NewAddress, NetlinkFlags.Create | NetlinkFlags.Replace, "set");

    public static NetlinkMessage Delete(InterfaceAddress address) =>
        About(address, RouteMessageType.DeleteAddress, NetlinkFlags.None, "delete");

    internal static NetlinkMessage List(int linkIndex)
    {
        var message = new NetlinkMessage(RouteMessageType.GetAddress, NetlinkFlags.None, "list addresses");
        MemoryMarshal.Write(message.Reserve(HeaderLength)[4..], linkIndex);
        return message;
    }

    private static NetlinkMessage About(InterfaceAddress address, ushort type, NetlinkFlags flags, string verb)
    {
        var message = new NetlinkMessage(type, flags, $"{verb} address {address} on link #{address.LinkIndex}");
        var header = message.Reserve(HeaderLength);
        header[0] = AddressFamilies.Of(address.Address);
        header[1] = (byte)address.PrefixLength;
        header[3] = (byte)address.Scope;
        MemoryMarshal.Write(header[4..], address.LinkIndex);
        message.Add(Ifa.Local, address.Address);
        message.Add(Ifa.Address, address.Peer ?? address.Address);
        if (address.Broadcast is { } broadcast)
            message.Add(Ifa.Broadcast, broadcast);
        if (address.Flags is not AddressFlags.None)
            message.Add(Ifa.Flags, (uint)address.Flags);
        if (address.IsDeprecated)
        {
            Span<byte> lifetimes = stackalloc byte[16];
            lifetimes.Clear();
            MemoryMarshal.Write(lifetimes[4..], uint.MaxValue); // valid for ever; preferred, before it, is zero
            message.Add(Ifa.CacheInfo, lifetimes);
        }
        return message;
    }
}
