using Naru.Network.FloatingIps;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.SecurityGroups;
using Naru.Primitives;
using Naru.State;

namespace Naru.Walk.Reach;

/// <summary>The ways from a port to a floating IP of another one: out by the sender's router, and in by that of the floating IP.</summary>
internal sealed class FloatingPaths(IStateReader state, PortFilters filters, OutsidePaths outside)
{
    private readonly Dictionary<string, IReadOnlyList<FloatingIp>> _floating = [];

    /// <summary>Whether a port has a floating IP at all.</summary>
    public bool LeadTo(Port receiver) => FloatingOf(receiver).Count > 0;

    public Result<List<ReachFlow>> Between(Port sender, Port receiver)
    {
        var flows = new List<ReachFlow>();
        foreach (var floating in FloatingOf(receiver))
        {
            if (floating is not { RouterId: { } inward, FixedAddress: { } target })
                continue;
            foreach (var from in sender.FixedIps.Items.Select(ip => ip.Address).Where(address => address.IsV4))
            {
                if (!outside.RouterFor(sender, from, floating.FloatingAddress).TryGet(out var found, out var error)
                    || !outside.Enters(inward, floating.FloatingNetworkId, receiver, target).TryGet(out var enters, out error))
                    return error;
                // Between external networks, what is outside decides.
                if (!enters || found is not { } outward || outward.GatewayNetworkId != floating.FloatingNetworkId)
                    continue;
                if (SourceOf(outward, sender, from) is not { } seen)
                    return new Error(ErrorKind.NotSupported, "NotModelled", "it sends to a floating IP with an address of its own network");
                var services = filters.Of(sender, RuleDirection.Egress).Allowing(floating.FloatingAddress)
                    .Intersect(filters.Of(receiver, RuleDirection.Ingress).Allowing(seen));
                if (!services.IsEmpty)
                    flows.Add(new ReachFlow(AddressRange.Of(from), AddressRange.Of(floating.FloatingAddress), services));
            }
        }
        return flows;
    }

    /// <summary>The address that the receiver sees: the sender's floating IP, or that of its router.</summary>
    private IpAddress? SourceOf(Router router, Port sender, IpAddress from)
    {
        foreach (var own in FloatingOf(sender))
        {
            if (own.RouterId == router.Id && own.FixedAddress == from)
                return own.FloatingAddress;
        }
        return router.EnableSnat && state.In(PortTable.Table).Find(router.GatewayPortId ?? "") is { } gateway
            ? gateway.FixedIps.Items.FirstOrDefault(ip => ip.Address.IsV4)?.Address
            : null;
    }

    private IReadOnlyList<FloatingIp> FloatingOf(Port port)
    {
        if (!_floating.TryGetValue(port.Id, out var found))
            _floating.Add(port.Id, found = [.. FloatingIpTable.ByPort.Of(state, port.Id)]);
        return found;
    }
}
