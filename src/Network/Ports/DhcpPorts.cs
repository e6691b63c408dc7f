using Naru.Network.Ipam;
using Naru.Network.Networks;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Ports;

/// <summary>The ports that DHCP servers answer from: one a network and host.</summary>
public static class DhcpPorts
{
    /// <summary>Whether a DHCP server has been placed for the network.</summary>
    public static bool IsServed(IStateReader state, string networkId) =>
        PortTable.ByNetworkAndOwner.Of(state, (networkId, DeviceOwners.Dhcp)).Any(port => port.Binding.Host.Length > 0);

    /// <summary>Whether a DHCP server has been placed that reaches the subnet.</summary>
    public static bool IsServed(IStateReader state, Subnet subnet) =>
        PortTable.ByNetworkAndOwner.Of(state, (subnet.NetworkId, DeviceOwners.Dhcp)).Any(port => port.Binding.Host.Length > 0
            && (subnet.SegmentId is null || port.FixedIps.Items.Any(ip => ip.SubnetId == subnet.Id)));

    /// <summary>The DHCP ports on a host, one for each network that it serves.</summary>
    public static IEnumerable<Port> ServedBy(IStateReader state, string host) =>
        PortTable.ByHost.Of(state, host).Where(port => port.DeviceOwner == DeviceOwners.Dhcp);

    /// <summary>The DHCP port of a network on a host, made or brought up to date: an address on each subnet with DHCP, none on the others.</summary>
    /// <returns>The port; null when no subnet has DHCP on, in which case a port that was there is removed.</returns>
    public static Result<Port?> Ensure(Transaction state, PortLifecycle ports, VirtualNetwork network, string host)
    {
        var device = DeviceId(host, network.Id);
        var existing = Find(state, network.Id, device) ?? Find(state, network.Id, DeviceOwners.ReservedDhcp);
        var subnets = SubnetTable.ByNetwork.Of(state, network.Id)
            .Where(subnet => subnet.EnableDhcp && (subnet.SegmentId is null || RoutedSubnets.Reaches(state, host, subnet.SegmentId)))
            .OrderBy(subnet => subnet.CreatedAt)
            .ToList();
        if (subnets.Count == 0)
        {
            if (existing is not null)
                ports.Delete(state, existing);
            return default(Result<Port?>);
        }
        var wanted = subnets.Select(subnet => new FixedIpRequest(subnet.Id)).ToEquatableList();
        if (existing is null)
        {
            return ports.Create(state, new Port
            {
                ProjectId = network.ProjectId,
                NetworkId = network.Id,
                DeviceId = device,
                DeviceOwner = DeviceOwners.Dhcp,
                RequestedIps = wanted,
                Binding = new PortBinding { Host = host },
            }).Map(port => (Port?)port);
        }
        var isUpToDate = existing.DeviceId == device && existing.Binding.Host == host && existing.FixedIps.Count == subnets.Count
            && subnets.TrueForAll(subnet => existing.FixedIps.Items.Any(ip => ip.SubnetId == subnet.Id));
        return isUpToDate
            ? existing
            : ports.Change(state, existing, existing with
            {
                DeviceId = device,
                RequestedIps = wanted,
                Binding = existing.Binding with { Host = host },
            }).Map(port => (Port?)port);
    }

    /// <summary>Keeps the port and its addresses for the next host when a server goes away, as Neutron does.</summary>
    public static void Reserve(Transaction state, PortLifecycle ports, string networkId, string host)
    {
        if (Find(state, networkId, DeviceId(host, networkId)) is { } port)
        {
            ports.Change(state, port, port with { DeviceId = DeviceOwners.ReservedDhcp, Binding = port.Binding with { Host = "" } }).Unwrap();
        }
    }

    /// <summary><c>dhcp&lt;uuid5 of the host's name&gt;-&lt;network id&gt;</c>; the domain part of the host's name does not count.</summary>
    public static string DeviceId(string host, string networkId) => $"dhcp{NameUuid.Of(host.Split('.')[0])}-{networkId}";

    private static Port? Find(IStateReader state, string networkId, string device) =>
        PortTable.ByNetworkAndOwner.Of(state, (networkId, DeviceOwners.Dhcp)).FirstOrDefault(port => port.DeviceId == device);
}
