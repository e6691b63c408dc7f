using Naru.Primitives;

namespace Naru.Network;

/// <summary>What the operator decides about networks.</summary>
public sealed record NetworkOptions
{
    /// <summary>The types that networks of projects may have, the first with room wins.</summary>
    public EquatableList<string> ProjectNetworkTypes { get; init; } = ["vxlan"];

    /// <summary>VNIs that are given to networks of projects. From 1 on: small numbers are easier to read in flows and dumps.</summary>
    public EquatableList<NumberRange> VxlanRanges { get; init; } = [new(1, 16_777_215)];

    public EquatableList<NumberRange> GeneveRanges { get; init; } = [new(1, 16_777_215)];

    public EquatableList<NumberRange> GreRanges { get; init; } = [new(1, uint.MaxValue)];

    /// <summary>Physical networks that carry VLANs, and the ids on each that are given to networks of projects (none: only by request).</summary>
    public EquatableList<VlanRange> VlanRanges { get; init; } = [new("physnet1", 100, 999)];

    /// <summary>Physical networks that may carry a flat network; <c>*</c>: any name.</summary>
    public EquatableList<string> FlatNetworks { get; init; } = ["*"];

    /// <summary>The MTU of the underlay that tunnels run over, and of physical networks that have none of their own.</summary>
    public int GlobalPhysicalMtu { get; init; } = 1500;

    public EquatableList<PhysicalMtu> PhysicalMtus { get; init; }

    /// <summary>The IP version of tunnel endpoints: an outer IPv6 header is 20 bytes larger.</summary>
    public int OverlayIpVersion { get; init; } = 4;

    /// <summary>Most name servers of a subnet; the API of Neutron has the same limit by default.</summary>
    public int MaxDnsNameservers { get; init; } = 5;

    /// <summary>Most host routes of a subnet.</summary>
    public int MaxHostRoutes { get; init; } = 20;

    /// <summary>Most allowed address pairs of a port.</summary>
    public int MaxAddressPairs { get; init; } = 10;

    /// <summary>Hosts that answer DHCP of one network, as <c>dhcp_agents_per_network</c> of Neutron.</summary>
    public int DhcpAgentsPerNetwork { get; init; } = 1;

    /// <summary>OVN does the networks: routing, DHCP and DNS are its own, and hosts are its chassis.</summary>
    public bool UsesOvn { get; init; }

    /// <summary>Routers are highly available unless a request says otherwise, as <c>l3_ha</c> of Neutron.</summary>
    public bool RoutersAreHighlyAvailable { get; init; }

    /// <summary>Routers are distributed unless a request says otherwise, as <c>router_distributed</c> of Neutron.</summary>
    public bool RoutersAreDistributed { get; init; }

    /// <summary>Most hosts of a highly available router, the active one included, as <c>max_l3_agents_per_router</c>; 0: all.</summary>
    public int MaxHostsPerRouter { get; init; } = 3;

    /// <summary>How long a host may be away before others get its routers and networks; zero: for ever.</summary>
    public TimeSpan RescheduleAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a host may go on with a highly available router without a sign of life being answered.</summary>
    public TimeSpan RouterLease { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The first octets of the MAC addresses of distributed routers' hosts; others than those of ports.</summary>
    public MacAddress DistributedBaseMac { get; init; } = MacAddress.Parse("fa:16:3f:00:00:00");

    /// <summary>The first three octets of generated MAC addresses (OpenStack's locally administered block).</summary>
    public MacAddress BaseMac { get; init; } = MacAddress.Parse("fa:16:3e:00:00:00");
}
