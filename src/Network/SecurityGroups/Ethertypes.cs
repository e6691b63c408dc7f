namespace Naru.Network.SecurityGroups;

/// <summary>The values of <c>ethertype</c>.</summary>
public static class Ethertypes
{
    public const string IPv4 = "IPv4";
    public const string IPv6 = "IPv6";
}
