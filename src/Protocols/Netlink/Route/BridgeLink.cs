using Naru.Protocols.Netlink.Wire;

namespace Naru.Protocols.Netlink.Route;

/// <summary>A Linux bridge.</summary>
public sealed record BridgeLink(string Name) : NewLink(Name)
{
    internal const string KindName = "bridge";

    // Times are in clock ticks, USER_HZ, which is 100 a second on every architecture we run on.
    private const int TicksPerSecond = 100;

    public bool? SpanningTree { get; init; }

    /// <summary>How long a new port only learns before it forwards; without a spanning tree it forwards at once whatever this says.</summary>
    public TimeSpan? ForwardDelay { get; init; }

    /// <summary>How long an address is remembered. Zero makes the bridge a hub, as Neutron does with <c>qbr</c> bridges of two ports.</summary>
    public TimeSpan? AgeingTime { get; init; }

    public bool? MulticastSnooping { get; init; }

    public bool? VlanFiltering { get; init; }

    /// <summary>Pass bridged IPv4 to the IP hooks of netfilter; needs br_netfilter, else it is EOPNOTSUPP or ignored.</summary>
    public bool? CallIptables { get; init; }

    public bool? CallIp6tables { get; init; }

    public bool? CallArptables { get; init; }

    public override string Kind => KindName;

    internal override void WriteInfoData(NetlinkMessage message)
    {
        if (ForwardDelay is { } delay)
            message.Add(Ifla.Bridge.ForwardDelay, Ticks(delay));
        if (AgeingTime is { } ageing)
            message.Add(Ifla.Bridge.AgeingTime, Ticks(ageing));
        if (SpanningTree is { } spanning)
            message.Add(Ifla.Bridge.StpState, spanning ? 1u : 0u);
        if (VlanFiltering is { } filtering)
            message.Add(Ifla.Bridge.VlanFiltering, Flag(filtering));
        if (MulticastSnooping is { } snooping)
            message.Add(Ifla.Bridge.MulticastSnooping, Flag(snooping));
        if (CallIptables is { } ip4)
            message.Add(Ifla.Bridge.CallIptables, Flag(ip4));
        if (CallIp6tables is { } ip6)
            message.Add(Ifla.Bridge.CallIp6tables, Flag(ip6));
        if (CallArptables is { } arp)
            message.Add(Ifla.Bridge.CallArptables, Flag(arp));
    }

    private static uint Ticks(TimeSpan time) => (uint)(time.TotalSeconds * TicksPerSecond);
}
