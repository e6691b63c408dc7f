using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.SecurityGroups;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.State;

namespace Naru.Walk.Reach;

/// <summary>Who reaches whom in one state of the cloud: for each ordered pair exactly the packets that begin a connection and arrive.</summary>
/// <remarks>
/// It answers from what the API's objects mean (<see cref="ReachModel"/>) in sets instead of single packets. What it does not know
/// (IPv6, distributed routers, …) it says so of the pair. Not safe for several threads.
/// </remarks>
public sealed class ReachMap
{
    private readonly IStateReader _state;
    private readonly PortFilters _filters;
    private readonly OutsidePaths _outside;
    private readonly Dictionary<string, bool> _isUp = [];

    public ReachMap(IStateReader state)
    {
        _state = state;
        _filters = new PortFilters(state);
        _outside = new OutsidePaths(state, _filters);
    }

    /// <summary>Whether a port is an end: those of the network itself (routers, DHCP) are none.</summary>
    public static bool IsEnd(Port port) => !port.IsNetworkDevice;

    public ReachPair Between(ReachEnd from, ReachEnd to)
    {
        if (from.Id == to.Id)
            return new ReachPair(from, to, [], null);
        if ((NotModelled(from.Port) ?? NotModelled(to.Port)) is { } reason)
            return new ReachPair(from, to, [], reason);
        var found = (from.Port, to.Port) switch
        {
            ({ } sender, { } receiver) => Between(sender, receiver),
            ({ } sender, null) => _outside.From(sender),
            (null, { } receiver) => _outside.To(receiver),
            _ => new List<ReachFlow>(),
        };
        return found.TryGet(out var flows, out var error) ? new ReachPair(from, to, flows, null) : new ReachPair(from, to, [], error.Message);
    }

    private Result<List<ReachFlow>> Between(Port sender, Port receiver)
    {
        var flows = new List<ReachFlow>();
        if (!IsUp(sender) || !IsUp(receiver))
            return flows;
        var (egress, ingress) = (_filters.Of(sender, RuleDirection.Egress), _filters.Of(receiver, RuleDirection.Ingress));
        foreach (var from in sender.FixedIps.Select(ip => ip.Address))
        {
            foreach (var to in receiver.FixedIps.Select(ip => ip.Address))
            {
                if (from.IsV6 || to.IsV6)
                    continue;
                var services = egress.Allowing(to).Intersect(ingress.Allowing(from));
                if (services.IsEmpty)
                    continue;
                if (NotModelled(sender, from, to) is { } reason)
                    return new Error(ErrorKind.NotSupported, "NotModelled", reason);
                if (ReachModel.Leads(_state, sender, from, receiver, to))
                    flows.Add(new ReachFlow(AddressRange.Of(from), AddressRange.Of(to), services));
            }
        }
        return flows;
    }

    private static string? NotModelled(Port? port)
    {
        if (port is null)
            return null;
        if (port.FixedIps.Items.Any(ip => ip.Address.IsV6))
            return $"port '{Name(port)}' has IPv6 addresses";
        return port.DeviceOwner == DeviceOwners.Trunk ? $"port '{Name(port)}' is carried by a trunk" : null;
    }

    private string? NotModelled(Port sender, IpAddress from, IpAddress to)
    {
        if (ReachModel.SubnetOf(_state, sender, from) is not { } subnet)
            return null;
        if (subnet.HostRoutes.Any(route => route.Destination.Contains(to)))
            return $"its subnet gives its hosts a route to {to}";
        if (SubnetTable.ByNetwork.Of(_state, sender.NetworkId).Any(own => own.Cidr.Contains(to))
            || subnet.GatewayIp is not { } gateway
            || ReachModel.Owner(_state, sender.NetworkId, gateway) is not { } inner
            || _state.In(RouterTable.Table).Find(inner.DeviceId) is not { } router)
        {
            return null;
        }
        return OutsidePaths.NotModelled(router)
            ?? (router.Routes.Any(route => route.Destination.Contains(to)) ? $"its router has a route to {to}" : null);
    }

    private bool IsUp(Port port)
    {
        if (!_isUp.TryGetValue(port.Id, out var isUp))
            _isUp.Add(port.Id, isUp = ReachModel.IsUp(_state, port));
        return isUp;
    }

    private static string Name(Port port) => port.Name.Length > 0 ? port.Name : port.Id;
}
