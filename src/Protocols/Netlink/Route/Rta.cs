namespace Naru.Protocols.Netlink.Route;

/// <summary>Attributes of a route (<c>linux/rtnetlink.h</c>): RTA_….</summary>
internal static class Rta
{
    public const ushort Destination = 1;
    public const ushort Source = 2;
    public const ushort InputInterface = 3;
    public const ushort OutputInterface = 4;
    public const ushort Gateway = 5;
    public const ushort Priority = 6;
    public const ushort PreferredSource = 7;
    public const ushort Metrics = 8;
    public const ushort Multipath = 9;
    public const ushort Table = 15;
    public const ushort IpProtocol = 27;
    public const ushort SourcePort = 28;
    public const ushort DestinationPort = 29;

    /// <summary>Inside of <see cref="Metrics"/>: RTAX_MTU.</summary>
    public const ushort MetricMtu = 2;
}
