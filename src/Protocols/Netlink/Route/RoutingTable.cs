namespace Naru.Protocols.Netlink.Route;

/// <summary>Numbers of the routing tables that have a meaning: RT_TABLE_…. Any other 32-bit number is one of the administrator's.</summary>
public static class RoutingTable
{
    public const uint Default = 253;
    public const uint Main = 254;

    /// <summary>What is for this host; the kernel keeps it.</summary>
    public const uint Local = 255;
}
