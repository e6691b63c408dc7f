using Naru.Network.Ports;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.IpAvailability;

/// <summary>How many addresses of a subnet exist to be given away, and how many are.</summary>
public sealed record SubnetUse(string SubnetId, string Name, IpPrefix Cidr, UInt128 Total, UInt128 Used)
{
    /// <summary>Addresses outside of the allocation pools count as used when a port has them, but not as existing.</summary>
    public static SubnetUse Of(IStateReader state, Subnet subnet)
    {
        UInt128 total = 0;
        foreach (var pool in subnet.AllocationPools)
            total += pool.End.Value - pool.Start.Value + 1;
        return new SubnetUse(subnet.Id, subnet.Name, subnet.Cidr, total, (UInt128)PortTable.ByAddress.CountOf(state, subnet.Id));
    }
}
