using Naru.Primitives;
using Naru.Protocols.Netlink.Packet;

namespace Naru.Agent.Namespaces;

/// <summary>Tells a network a few times that addresses have come to a device, so that no neighbour waits for its caches.</summary>
/// <remarks>Repeated, because a port of the switch that was just made passes nothing for some moments. Not thread-safe.</remarks>
internal sealed class Announcer(TimeProvider time)
{
    // After the address was added. What comes later finds even a port that the switch took its time for.
    private static readonly TimeSpan[] Schedule = [.. new[] { 0, 0.4, 0.8, 1.5, 2.5, 4 }.Select(TimeSpan.FromSeconds)];

    private readonly List<Pending> _pending = [];

    public void Add(KeptNamespace space, DevicePlan device, IpAddress address) =>
        _pending.Add(new Pending(space, device, address, time.GetTimestamp()));

    /// <summary>Sends what is due.</summary>
    /// <param name="isCurrent">Whether the namespace still is the one that is served.</param>
    public void Send(Func<KeptNamespace, bool> isCurrent)
    {
        _pending.RemoveAll(pending => !isCurrent(pending.Space));
        foreach (var pending in _pending.Where(pending => time.GetElapsedTime(pending.Since) >= Schedule[pending.Sent]))
        {
            if (pending.Space.Link(pending.Device.Name) is { } link)
                Send(pending, link.Index);
            pending.Sent++;
        }
        _pending.RemoveAll(pending => pending.Sent == Schedule.Length);
    }

    // One that cannot be sent is as good as lost on the way: the next one follows.
    private static void Send(Pending pending, int linkIndex)
    {
        var type = pending.Address.IsV4 ? EtherType.Arp : EtherType.Ipv6;
        if (!PacketSocket.Open(pending.Space.Home, linkIndex, type).TryGet(out var socket, out _))
            return;
        using (socket)
            socket.Send(Announcement.Of(pending.Address, pending.Device.Mac));
    }

    private sealed class Pending(KeptNamespace space, DevicePlan device, IpAddress address, long since)
    {
        public KeptNamespace Space => space;

        public DevicePlan Device => device;

        public IpAddress Address => address;

        public long Since => since;

        public int Sent { get; set; }
    }
}
