using System.Runtime.InteropServices;
using Naru.Protocols.Netlink.Route;
using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.TrafficControl;

/// <summary>The requests about queueing disciplines, for sending many at once by <see cref="RouteSocket.Execute"/>.</summary>
public static class TrafficControlRequests
{
    /// <summary><c>struct tcmsg</c>.</summary>
    internal const int HeaderLength = 20;

    // A handle each: the kernel refuses to put another kind in the place of one with the same handle.
    internal const uint HierarchicalHandle = 0x10000;
    private const uint BucketHandle = 0x20000;

    /// <summary>Limits what a link sends, whatever queueing discipline it had.</summary>
    public static NetlinkMessage Set(int linkIndex, TokenBucket bucket)
    {
        var message = Discipline(linkIndex, BucketHandle, TokenBucket.KindName);
        using (message.Nest(Tca.Options))
            bucket.Write(message);
        return message;
    }

    /// <summary>Gives a link the discipline whose class <see cref="Set(int, HierarchicalTokenBucket)"/> sets; EINVAL where it has that already.</summary>
    public static NetlinkMessage AddHierarchy(int linkIndex)
    {
        var message = Discipline(linkIndex, HierarchicalHandle, HierarchicalTokenBucket.KindName);
        using (message.Nest(Tca.Options))
            HierarchicalTokenBucket.WriteDiscipline(message);
        return message;
    }

    /// <summary>Sets the rates of the class of a link that has its discipline.</summary>
    public static NetlinkMessage Set(int linkIndex, HierarchicalTokenBucket bucket)
    {
        var message = New(RouteMessageType.NewTrafficClass, NetlinkFlags.Create | NetlinkFlags.Replace, linkIndex,
            HierarchicalTokenBucket.ClassHandle, HierarchicalHandle, $"set the htb class of link #{linkIndex}");
        message.Add(Tca.Kind, HierarchicalTokenBucket.KindName);
        using (message.Nest(Tca.Options))
            bucket.WriteClass(message);
        return message;
    }

    /// <summary>Gives a link its default discipline back.</summary>
    public static NetlinkMessage Delete(int linkIndex) =>
        New(RouteMessageType.DeleteQueueingDiscipline, NetlinkFlags.None, linkIndex, handle: 0, QueueingDiscipline.Root,
            $"delete the queueing discipline of link #{linkIndex}");

    internal static NetlinkMessage List(int linkIndex) =>
        New(RouteMessageType.GetQueueingDiscipline, NetlinkFlags.None, linkIndex, handle: 0, parent: 0, "list queueing disciplines");

    internal static int LinkIndexOf(ReceivedMessage message) => MemoryMarshal.Read<int>(message.Body[4..]);

    internal static uint HandleOf(ReceivedMessage message) => MemoryMarshal.Read<uint>(message.Body[8..]);

    internal static uint ParentOf(ReceivedMessage message) => MemoryMarshal.Read<uint>(message.Body[12..]);

    private static NetlinkMessage Discipline(int linkIndex, uint handle, string kind) =>
        New(RouteMessageType.NewQueueingDiscipline, NetlinkFlags.Create | NetlinkFlags.Replace, linkIndex, handle,
            QueueingDiscipline.Root, $"set the queueing discipline of link #{linkIndex} to {kind}").Add(Tca.Kind, kind);

    /// <summary>Begins a message with <c>struct tcmsg</c>: family, padding, index, handle, parent, info.</summary>
    private static NetlinkMessage New(ushort type, NetlinkFlags flags, int linkIndex, uint handle, uint parent, string purpose)
    {
        var message = new NetlinkMessage(type, flags, purpose);
        var header = message.Reserve(HeaderLength);
        MemoryMarshal.Write(header[4..], linkIndex);
        MemoryMarshal.Write(header[8..], handle);
        MemoryMarshal.Write(header[12..], parent);
        return message;
    }
}
