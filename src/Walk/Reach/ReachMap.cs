using Naru.Network.Ports;
using Naru.Network.SecurityGroups;
using Naru.Primitives;
using Naru.State;

namespace Naru.Walk.Reach;

/// <summary>Who reaches whom in one state of the cloud: for each ordered pair exactly the packets that begin a connection and arrive.</summary>
/// <remarks>
/// It answers from what the API's objects mean (<see cref="ReachModel"/>) in sets instead of single packets. What it does not know
/// (IPv6, several gateways, …) it says so of the pair. Not safe for several threads.
/// </remarks>
public sealed class ReachMap
{
    private static readonly List<ReachFlow> Nothing = [];

    private readonly IStateReader _state;
    private readonly PortFilters _filters;
    private readonly OutsidePaths _outside;
    private readonly FloatingPaths _floating;
    private readonly Wiring _wiring;
    private readonly Routes _routes;
    private readonly Dictionary<string, Seat> _seats = [];

    public ReachMap(IStateReader state, ReachBasis basis = ReachBasis.Present)
    {
        _state = state;
        _wiring = new Wiring(state, basis);
        _filters = new PortFilters(state);
        _routes = new Routes(state, _wiring);
        _outside = new OutsidePaths(state, _wiring, _filters);
        _floating = new FloatingPaths(state, _filters, _outside);
    }

    /// <summary>Whether a port is an end: those of the network itself (routers, DHCP) are none.</summary>
    public static bool IsEnd(Port port) => !port.IsNetworkDevice;

    public ReachPair Between(ReachEnd from, ReachEnd to)
    {
        if (ReferenceEquals(from, to) || from.Id == to.Id)
            return new ReachPair(from, to, [], null);
        if ((NotModelled(from.Port) ?? NotModelled(to.Port)) is { } reason)
            return new ReachPair(from, to, [], reason);
        var found = (from.Port, to.Port) switch
        {
            ({ } sender, { } receiver) => Between(sender, receiver),
            ({ } sender, null) => _outside.From(sender),
            (null, { } receiver) => _outside.To(receiver),
            _ => Nothing,
        };
        return found.TryGet(out var flows, out var error) ? new ReachPair(from, to, flows, null) : new ReachPair(from, to, [], error.Message);
    }

    /// <summary>The same for many ports at once.</summary>
    internal ReachClasses ClassesOf(IEnumerable<Port> ports) => new(_state, _filters, _routes, ports, _wiring.IsUp, _floating.LeadTo);

    private Result<List<ReachFlow>> Between(Port sender, Port receiver)
    {
        var (begins, ends) = (SeatOf(sender), SeatOf(receiver));
        if (!begins.IsUp || !ends.IsUp)
            return Nothing;
        var flows = Nothing;
        foreach (var (from, source) in begins.Places)
        {
            foreach (var (to, target) in ends.Places)
            {
                var services = begins.Egress.Allowing(to).Intersect(ends.Ingress.Allowing(from));
                if (services.IsEmpty)
                    continue;
                if (_routes.NotModelled(source, to) is { } reason)
                    return new Error(ErrorKind.NotSupported, "NotModelled", reason);
                if (!_routes.Lead(source, target, to))
                    continue;
                if (flows.Count == 0)
                    flows = [];
                flows.Add(new ReachFlow(AddressRange.Of(from), AddressRange.Of(to), services));
            }
        }
        if (!_floating.LeadTo(receiver))
            return flows;
        return _floating.Between(sender, receiver).Map(more => more.Count == 0 ? flows : [.. flows, .. more]);
    }

    private Seat SeatOf(Port port)
    {
        if (!_seats.TryGetValue(port.Id, out var seat))
        {
            _seats.Add(port.Id, seat = new Seat(
                _wiring.IsUp(port),
                [.. port.FixedIps.Items.Where(ip => ip.Address.IsV4).Select(ip => (ip.Address, _routes.PlaceOf(port, ip)))],
                _filters.Of(port, RuleDirection.Egress),
                _filters.Of(port, RuleDirection.Ingress)));
        }
        return seat;
    }

    /// <summary>Why nothing is known of a port; null: it is.</summary>
    internal static string? NotModelled(Port? port)
    {
        if (port is null)
            return null;
        foreach (var ip in port.FixedIps)
        {
            if (ip.Address.IsV6)
                return $"port '{Name(port)}' has IPv6 addresses";
        }
        return port.DeviceOwner == DeviceOwners.Trunk ? $"port '{Name(port)}' is carried by a trunk" : null;
    }

    private static string Name(Port port) => port.Name.Length > 0 ? port.Name : port.Id;

    /// <summary>What of a port matters for every other one.</summary>
    private sealed record Seat(bool IsUp, IReadOnlyList<(IpAddress Address, RoutePlace Place)> Places, PortFilter Egress, PortFilter Ingress);
}
