using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Network.Segments;
using Naru.Network.Subnets;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.NodeLink;

/// <summary>A network as a host is told of it.</summary>
internal static class NodeNetworks
{
    /// <param name="local">Ports of the network that are bound to the host.</param>
    public static NodeNetwork Of(IStateReader state, VirtualNetwork network, string host, IEnumerable<Port> local)
    {
        var segment = SegmentOf(state, network, local);
        return new NodeNetwork(
            network.Id,
            network.Name,
            network.ProjectId,
            network.Mtu,
            segment is null ? new NodeContract.Segment(SegmentType.Local, null, 0) : Describe(segment),
            SubnetTable.ByNetwork.Of(state, network.Id).Where(subnet => subnet.SegmentId is null || subnet.SegmentId == segment?.Id)
                .OrderBy(subnet => subnet.Id).Select(SubnetOf).ToEquatableList(),
            network.DnsDomain.TrimEnd('.'),
            DhcpPortId(state, network, host),
            network.IsExternal);
    }

    // The segment that the ports of this host are bound to; a network with several has one per physical network.
    private static Segments.Segment? SegmentOf(IStateReader state, VirtualNetwork network, IEnumerable<Port> local)
    {
        var bound = local.FirstOrDefault(port => port.Binding.SegmentId is not null)?.Binding.SegmentId;
        var segments = SegmentTable.Of(state, network.Id);
        return segments.FirstOrDefault(candidate => candidate.Id == bound) ?? (segments.Count > 0 ? segments[0] : null);
    }

    private static NodeContract.Segment Describe(Segments.Segment segment) => new(
        Enum.Parse<SegmentType>(segment.NetworkType, ignoreCase: true), segment.PhysicalNetwork, (uint)(segment.SegmentationId ?? 0));

    private static NodeSubnet SubnetOf(Subnet subnet) => new(
        subnet.Id,
        subnet.Cidr,
        subnet.GatewayIp,
        subnet.EnableDhcp,
        subnet.DnsNameservers,
        subnet.HostRoutes.Select(route => new NodeRoute(route.Destination, route.NextHop)).ToEquatableList(),
        subnet.Ipv6AddressMode,
        subnet.Ipv6RaMode);

    private static string? DhcpPortId(IStateReader state, VirtualNetwork network, string host) =>
        PortTable.ByNetworkAndOwner.Of(state, (network.Id, DeviceOwners.Dhcp)).FirstOrDefault(port => port.Binding.Host == host)?.Id;
}
