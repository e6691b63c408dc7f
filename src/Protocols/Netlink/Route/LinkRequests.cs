using System.Runtime.InteropServices;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Route;

/// <summary>The requests about links, for sending many at once by <see cref="RouteSocket.Execute"/>.</summary>
public static class LinkRequests
{
    /// <summary><c>struct ifinfomsg</c>.</summary>
    internal const int HeaderLength = 16;

    private const uint FlagUp = 0x1;

    /// <summary>Makes a link; EEXIST if the name is taken.</summary>
    public static NetlinkMessage Create(NewLink link)
    {
        var message = NewLink(link, NetlinkFlags.Create | NetlinkFlags.Exclusive, "create");
        if (link.Mtu is { } mtu)
            message.Add(Ifla.Mtu, mtu);
        if (link.Mac is { } mac)
            message.Add(Ifla.Address, mac);
        if (link.Group is { } group)
            message.Add(Ifla.Group, group);
        if (link.Master is { } master)
            message.Add(Ifla.Master, master);
        if (link.Namespace is { } home)
            message.Add(Ifla.NamespaceDescriptor, home.Descriptor);
        if (link is VlanLink { Parent: var parent })
            message.Add(Ifla.Link, parent);
        return message;
    }

    /// <summary>Changes what is particular to its kind of an existing link, such as the ageing time of a bridge.</summary>
    public static NetlinkMessage Reconfigure(NewLink link) => NewLink(link, NetlinkFlags.None, "reconfigure");

    /// <summary>Changes a link. One that shall get a new name must be meant by its index: the message has room for one name.</summary>
    public static NetlinkMessage Change(LinkKey key, LinkChange change)
    {
        if (key.Name is not null && change.Name is not null)
            throw new ArgumentException($"Link {key} can only be renamed by its index.", nameof(key));
        var message = new NetlinkMessage(RouteMessageType.SetLink, NetlinkFlags.None, $"change link {key}");
        WriteHeader(message, key.Index, change.State);
        if (key.Name is { } name)
            message.Add(Ifla.InterfaceName, name);
        if (change.Name is { } newName)
            message.Add(Ifla.InterfaceName, newName);
        if (change.Mtu is { } mtu)
            message.Add(Ifla.Mtu, mtu);
        if (change.Mac is { } mac)
            message.Add(Ifla.Address, mac);
        if (change.Master is { } master)
            message.Add(Ifla.Master, master);
        if (change.Group is { } group)
            message.Add(Ifla.Group, group);
        if (change.Alias is { } alias)
            message.Add(Ifla.Alias, alias);
        if (change.Namespace is { } home)
            message.Add(Ifla.NamespaceDescriptor, home.Descriptor);
        return message;
    }

    /// <summary>Changes how a bridge treats its port. By index only: this kind of message does not know names.</summary>
    public static NetlinkMessage ChangeBridgePort(int index, BridgePortSettings settings)
    {
        var message = new NetlinkMessage(RouteMessageType.SetLink, NetlinkFlags.None, $"change bridge port #{index}");
        WriteHeader(message, index, state: null, AddressFamilies.Bridge);
        using (message.Nest(Ifla.ProtocolInfo))
            settings.Write(message);
        return message;
    }

    public static NetlinkMessage Delete(LinkKey key)
    {
        var message = new NetlinkMessage(RouteMessageType.DeleteLink, NetlinkFlags.None, $"delete link {key}");
        WriteHeader(message, key.Index, state: null);
        if (key.Name is { } name)
            message.Add(Ifla.InterfaceName, name);
        return message;
    }

    /// <summary>Deletes all links of a group at once: 500 veth pairs take 0.1 s instead of 9 s one by one.</summary>
    public static NetlinkMessage DeleteGroup(uint group)
    {
        var message = new NetlinkMessage(RouteMessageType.DeleteLink, NetlinkFlags.None, $"delete the links of group {group}");
        WriteHeader(message, index: 0, state: null);
        return message.Add(Ifla.Group, group);
    }

    internal static NetlinkMessage Get(LinkKey key)
    {
        var message = new NetlinkMessage(RouteMessageType.GetLink, NetlinkFlags.None, $"find link {key}");
        WriteHeader(message, key.Index, state: null);
        if (key.Name is { } name)
            message.Add(Ifla.InterfaceName, name);
        return message;
    }

    internal static NetlinkMessage List()
    {
        var message = new NetlinkMessage(RouteMessageType.GetLink, NetlinkFlags.None, "list links");
        WriteHeader(message, index: 0, state: null);
        return message;
    }

    /// <summary>Writes <c>struct ifinfomsg</c>: family, padding, type, index, flags, and which flags to change.</summary>
    internal static void WriteHeader(NetlinkMessage message, int index, LinkState? state, byte family = 0)
    {
        var header = message.Reserve(HeaderLength);
        header[0] = family;
        MemoryMarshal.Write(header[4..], index);
        MemoryMarshal.Write(header[8..], state is LinkState.Up ? FlagUp : 0);
        MemoryMarshal.Write(header[12..], state is null ? 0 : FlagUp);
    }

    private static NetlinkMessage NewLink(NewLink link, NetlinkFlags flags, string verb)
    {
        var message = new NetlinkMessage(RouteMessageType.NewLink, flags, $"{verb} {link.Kind} '{link.Name}'");
        WriteHeader(message, index: 0, flags.HasFlag(NetlinkFlags.Create) ? link.State : null);
        message.Add(Ifla.InterfaceName, link.Name);
        using (message.Nest(Ifla.LinkInfo))
        {
            message.Add(Ifla.Info.Kind, link.Kind);
            using (message.Nest(Ifla.Info.Data))
                link.WriteInfoData(message);
        }
        return message;
    }
}
