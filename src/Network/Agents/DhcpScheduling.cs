using Naru.Network.Ipam;
using Naru.Network.Networks;
using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Segments;
using Naru.Network.Subnets;
using Naru.NodeContract;
using Naru.Rest;
using Naru.State;

namespace Naru.Network.Agents;

/// <summary>
/// Decides which host answers DHCP, DNS and metadata of a network. That a host serves a network is said by its DHCP port there,
/// and, of what an administrator placed before there was anything to serve, by <see cref="VirtualNetwork.DhcpHosts"/>.
/// </summary>
public sealed class DhcpScheduling(PortLifecycle ports, NetworkOptions options)
{
    /// <summary>Brings the DHCP of a network to what its subnets ask for: a server and its port, or none.</summary>
    public void Ensure(Transaction state, string networkId)
    {
        if (state.In(NetworkTable.Table).Find(networkId) is not { } network)
            return;
        if (options.UsesOvn)
        {
            // OVN answers DHCP; what it lacks is the metadata.
            MetadataPorts.Ensure(state, ports, network);
            return;
        }
        if (!SubnetTable.ByNetwork.Of(state, networkId).Any(subnet => subnet.EnableDhcp))
        {
            Remove(state, networkId);
            return;
        }
        var hosts = HostsOf(state, networkId).ToList();
        // Servers for each segment of a routed network, which none of another segment reaches.
        foreach (var segment in SubnetTable.ByNetwork.Of(state, networkId).Where(subnet => subnet.EnableDhcp).Select(subnet => subnet.SegmentId).Distinct())
        {
            var serving = hosts.Count(host => segment is null || RoutedSubnets.Reaches(state, host, segment));
            hosts.AddRange(Choose(state, network, segment).Where(host => !hosts.Contains(host)).Take(options.DhcpAgentsPerNetwork - serving).ToList());
        }
        foreach (var host in hosts)
            DhcpPorts.Ensure(state, ports, network, host);
    }

    /// <summary>Places every network that waits for a server, as when a host has attached.</summary>
    public void PlaceWaiting(Transaction state)
    {
        foreach (var network in options.UsesOvn ? [] : state.In(NetworkTable.Table).All)
        {
            if (!SubnetTable.ByNetwork.Of(state, network.Id).All(subnet => DhcpPorts.IsServed(state, subnet))
                || HostsOf(state, network.Id).Count() < options.DhcpAgentsPerNetwork)
            {
                Ensure(state, network.Id);
            }
        }
    }

    /// <summary>Takes a network off a host and gives it to another; without one its port and addresses wait.</summary>
    public void Move(Transaction state, string networkId, string host)
    {
        Release(state, networkId, host);
        Ensure(state, networkId);
    }

    /// <summary>Moves the networks of a host that is gone to others. What nobody else can serve stays.</summary>
    public void Evacuate(Transaction state, string host)
    {
        foreach (var network in NetworksOf(state, host).ToList())
        {
            if (Choose(state, network, segmentId: null).Any(other => other != host))
                Move(state, network.Id, host);
        }
    }

    /// <summary>Whether <see cref="Evacuate"/> would change anything.</summary>
    public static bool MustEvacuate(IStateReader state, string host) =>
        DhcpPorts.ServedBy(state, host).Any(port => state.In(NetworkTable.Table).Find(port.NetworkId) is { } network
            && Choose(state, network, segmentId: null).Any(other => other != host));

    /// <summary>Takes a network off a host; its port and addresses wait for the next.</summary>
    public void Release(Transaction state, string networkId, string host)
    {
        DhcpPorts.Reserve(state, ports, networkId, host);
        if (state.In(NetworkTable.Table).Find(networkId) is { } network && network.DhcpHosts.Items.Contains(host))
            state.Update(NetworkTable.Table, network with { DhcpHosts = [.. network.DhcpHosts.Items.Remove(host)] });
        SettleWaiting(state, networkId);
    }

    /// <summary>Makes the host serve the network, besides those that do already; now, or once a subnet has DHCP.</summary>
    /// <returns>Whether it will: a network whose subnets have no address left cannot be served.</returns>
    public bool Give(Transaction state, VirtualNetwork network, string host)
    {
        if (!DhcpPorts.Ensure(state, ports, network, host).Succeeded)
            return false;
        state.Update(NetworkTable.Table, network with { DhcpHosts = [.. network.DhcpHosts, host] });
        return true;
    }

    /// <summary>The hosts that serve a network or will when it has something to serve.</summary>
    public static IEnumerable<string> HostsOf(IStateReader state, string networkId) =>
        PortTable.ByNetworkAndOwner.Of(state, (networkId, DeviceOwners.Dhcp)).Select(port => port.Binding.Host).Where(host => host.Length > 0)
            .Union(state.In(NetworkTable.Table).Find(networkId)?.DhcpHosts ?? default);

    /// <summary>The networks that a host serves or will when they have something to serve.</summary>
    public static IEnumerable<VirtualNetwork> NetworksOf(IStateReader state, string host) =>
        state.In(NetworkTable.Table).All.Where(network => HostsOf(state, network.Id).Contains(host));

    /// <summary>Whether the host can and may serve networks.</summary>
    public static bool Serves(IStateReader state, Node node) =>
        node.IsAttached && node.Roles.Items.Contains(NodeRole.Dhcp) && AgentTable.IsEnabled(state, node.Id, AgentKind.Dhcp);

    /// <summary>The hosts that may serve the network, those first that serve the fewest.</summary>
    private static IEnumerable<string> Choose(IStateReader state, VirtualNetwork network, string? segmentId) => state.In(NodeTable.Table).All
        .Where(node => Serves(state, node)
            && (network.AvailabilityZoneHints.IsEmpty || network.AvailabilityZoneHints.Items.Contains(node.AvailabilityZone))
            && SegmentTable.Of(state, network.Id).Any(segment => (segmentId is null || segment.Id == segmentId) && node.Carries(segment.NetworkType, segment.PhysicalNetwork)))
        .OrderBy(node => DhcpPorts.ServedBy(state, node.Id).Count())
        .Select(node => node.Id);

    private void Remove(Transaction state, string networkId)
    {
        var served = PortTable.ByNetworkAndOwner.Of(state, (networkId, DeviceOwners.Dhcp));
        if (served.Count == 0)
            return;
        foreach (var port in served)
            ports.Delete(state, port);
        SettleWaiting(state, networkId);
    }

    // Ports that waited for a server which is no more need not wait any longer.
    private static void SettleWaiting(Transaction state, string networkId)
    {
        foreach (var port in PortTable.ByNetwork.Of(state, networkId))
        {
            if (PortProvisioning.Settle(state, port) is var settled && settled != port)
                state.Update(PortTable.Table, settled.Touched(state));
        }
    }
}
