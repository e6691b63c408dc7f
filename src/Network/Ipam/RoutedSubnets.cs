using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Segments;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Ipam;

/// <summary>
/// Which subnets a port may have addresses of. On a routed provider network each subnet belongs to a segment, and a host reaches
/// the subnets of its own segment only: a port gets addresses when its host is known.
/// </summary>
internal static class RoutedSubnets
{
    public static bool IsRouted(List<Subnet> subnets) => subnets.Exists(subnet => subnet.SegmentId is not null);

    /// <summary>Whether the port gets its addresses later, when it is bound.</summary>
    /// <remarks>The service's own ports without a host, such as a router's that nobody serves yet, do not wait.</remarks>
    public static bool IsDeferred(List<Subnet> subnets, Port port) =>
        IsRouted(subnets) && port is { Binding.Host.Length: 0, IsNetworkDevice: false } && port.RequestedIps is null;

    /// <summary>The subnets within the port's reach; an error where its host reaches none.</summary>
    public static Result<List<Subnet>> Of(IStateReader state, Port port, List<Subnet> subnets)
    {
        if (!IsRouted(subnets))
            return subnets;
        if (port.Binding.Host is { Length: > 0 } host)
            return ReachedFrom(state, host, port.NetworkId, subnets);
        var asked = (port.RequestedIps ?? default).Select(request => subnets.Find(subnet => IsMeant(subnet, request))).OfType<Subnet>()
            .Select(subnet => subnet.SegmentId).Distinct().Take(2).ToList();
        return asked.Count < 2 || port.IsNetworkDevice
            ? subnets
            : NetworkErrors.Invalid("FixedIpsSubnetsNotOnSameSegment", "Cannot allocate addresses from different segments.");
    }

    /// <summary>The subnets of a network that a host reaches: those of its one segment.</summary>
    public static Result<List<Subnet>> ReachedFrom(IStateReader state, string host, string networkId, List<Subnet> subnets)
    {
        var reached = subnets.FindAll(subnet => subnet.SegmentId is null || Reaches(state, host, subnet.SegmentId));
        return reached.Select(subnet => subnet.SegmentId).Distinct().Take(2).Count() switch
        {
            0 => Error.Conflict("HostNotConnectedToAnySegment",
                $"Host {host} is not connected to any segments on routed provider network '{networkId}'.  It should be connected to one."),
            1 => reached,
            _ => Error.Conflict("HostConnectedToMultipleSegments",
                $"Host {host} is connected to multiple segments on routed provider network '{networkId}'.  It should be connected to one."),
        };
    }

    /// <summary>Whether frames of a segment reach a host, by the bridges and tunnels that its agent told of.</summary>
    public static bool Reaches(IStateReader state, string host, string segmentId) =>
        state.In(NodeTable.Table).Find(host) is { } node && state.In(SegmentTable.Table).Find(segmentId) is { } segment
        && node.Carries(segment.NetworkType, segment.PhysicalNetwork);

    /// <summary>Refuses a host on which the addresses that a port has would not work.</summary>
    public static Result<Done> CheckAddresses(IStateReader state, Port port, List<Subnet> subnets)
    {
        if (!IsRouted(subnets) || port.Binding.Host.Length == 0 || port.FixedIps.IsEmpty)
            return Done.Ok;
        if (!ReachedFrom(state, port.Binding.Host, port.NetworkId, subnets).TryGet(out var reached, out var error))
            return error;
        return port.FixedIps.Items.All(ip => reached.Exists(subnet => subnet.Id == ip.SubnetId))
            ? Done.Ok
            : Error.Conflict("HostNotCompatibleWithFixedIps",
                $"Host {port.Binding.Host} is not connected to a segment where the existing fixed_ips on port {port.Id} will function given the routed network topology.");
    }

    private static bool IsMeant(Subnet subnet, FixedIpRequest request) => request.SubnetId is { } id
        ? subnet.Id == id
        : request.Address is { } address && subnet.Cidr.Contains(address);
}
