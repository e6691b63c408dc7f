using Naru.Network.Ports;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.IpAvailability;

/// <summary>How many addresses of a subnet exist to be given away, and how many are.</summary>
/// <param name="InPools">Addresses in the allocation pools.</param>
/// <param name="Used">Addresses that ports have, those outside of the allocation pools too.</param>
/// <param name="UsedInPools">Addresses of the allocation pools that ports have.</param>
/// <param name="InSubnet">Addresses that hosts can have: an IPv4 block without its first and last.</param>
public sealed record SubnetUse(string SubnetId, string Name, IpPrefix Cidr, UInt128 InPools, UInt128 Used, UInt128 UsedInPools, UInt128 InSubnet)
{
    public static readonly SubnetUse None = new("", "", default, 0, 0, 0, 0);

    public static SubnetUse Of(IStateReader state, Subnet subnet)
    {
        UInt128 inPools = 0;
        var usedInPools = 0;
        foreach (var pool in subnet.AllocationPools)
        {
            inPools += pool.End.Value - pool.Start.Value + 1;
            usedInPools += PortTable.BySubnet.Of(state, subnet.Id).Sum(port => port.FixedIps.Items.Count(ip =>
                ip.SubnetId == subnet.Id && ip.Address >= pool.Start && ip.Address <= pool.End));
        }
        var used = (UInt128)PortTable.ByAddress.CountOf(state, subnet.Id);
        return new SubnetUse(subnet.Id, subnet.Name, subnet.Cidr, inPools, used, (UInt128)usedInPools, HostsIn(subnet.Cidr));
    }

    /// <summary>All of a network's subnets together.</summary>
    public static SubnetUse Sum(EquatableList<SubnetUse> uses)
    {
        var sum = None;
        foreach (var use in uses)
        {
            sum = sum with
            {
                InPools = sum.InPools + use.InPools,
                Used = sum.Used + use.Used,
                UsedInPools = sum.UsedInPools + use.UsedInPools,
                InSubnet = sum.InSubnet + use.InSubnet,
            };
        }
        return sum;
    }

    private static UInt128 HostsIn(IpPrefix block)
    {
        var all = block.Count;
        return block.IsV4 && all > 2 ? all - 2 : all;
    }
}
