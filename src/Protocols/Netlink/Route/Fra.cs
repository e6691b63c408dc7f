namespace Naru.Protocols.Netlink.Route;

/// <summary>Attributes of a rule (<c>linux/fib_rules.h</c>): FRA_….</summary>
internal static class Fra
{
    public const ushort Destination = 1;
    public const ushort Source = 2;
    public const ushort InputInterface = 3;
    public const ushort Priority = 6;
    public const ushort Mark = 10;
    public const ushort Table = 15;
    public const ushort MarkMask = 16;
    public const ushort OutputInterface = 17;
}
