using Naru.Network.Ports;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Ipam;

/// <summary>Which addresses of a subnet are free.</summary>
public static class Addresses
{
    public static bool IsUsed(IStateReader state, string subnetId, IpAddress address) =>
        PortTable.ByAddress.Contains(state, subnetId, address);

    /// <summary>The lowest free address of the subnet's allocation pools; null when there is none.</summary>
    /// <param name="taken">Addresses that the write in progress has chosen and not stored yet.</param>
    public static IpAddress? LowestFree(IStateReader state, Subnet subnet, IReadOnlyCollection<FixedIp> taken)
    {
        foreach (var pool in subnet.AllocationPools)
        {
            for (var first = pool.Start.Value; FreeNumbers.Lowest(first, pool.End.Value, UsedUpTo) is { } free; first = free + 1)
            {
                var address = At(free);
                if (!taken.Contains(new FixedIp(subnet.Id, address)))
                    return address;
                if (free == pool.End.Value)
                    break;
            }
        }
        return null;

        int UsedUpTo(UInt128 number) => PortTable.ByAddress.CountUpTo(state, subnet.Id, At(number));
        IpAddress At(UInt128 number) => subnet.Cidr.IsV6 ? IpAddress.V6(number) : IpAddress.V4((uint)number);
    }

    /// <summary>Whether a host may have the address: inside the subnet, and neither its network nor its IPv4 broadcast address.</summary>
    /// <remarks>An IPv6 router may have the first address, the subnet-router anycast address (RFC 4291 §2.6.1).</remarks>
    public static bool IsHostAddress(Subnet subnet, IpAddress address, string deviceOwner)
    {
        if (!subnet.Cidr.Contains(address))
            return false;
        if (subnet.Cidr.IsV4)
            return subnet.Cidr.Length >= 31 || (address != subnet.Cidr.Network && address != subnet.Cidr.Last);
        return address != subnet.Cidr.Network || deviceOwner.Length == 0 || DeviceOwners.BelongsToRouter(deviceOwner);
    }

    /// <summary>The address that a host makes from the prefix and its MAC address: modified EUI-64 (RFC 4291, appendix A).</summary>
    public static IpAddress FromMac(IpPrefix prefix, MacAddress mac)
    {
        const ulong UniversalBit = 0x0200_0000_0000_0000;
        var (high, low) = (mac.Value >> 24, mac.Value & 0xff_ffff);
        var interfaceId = (high << 40 | 0xff_fe00_0000 | low) ^ UniversalBit;
        return IpAddress.V6(prefix.Network.Value | interfaceId);
    }
}
