using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.SecurityGroups;
using Naru.Network.Segments;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.State;

namespace Naru.Walk.Reach;

/// <summary>The ports of one state in classes that nothing tells apart, so that pairs of ports need no more than to be looked up.</summary>
/// <remarks>
/// What a pair reaches is a product of two questions, and each has classes of its own: what filters let pass (ports of the same groups,
/// whose addresses are in the same blocks and member lists of all rules), and whether routes lead there (ports of the same subnet, on hosts
/// that carry the same networks, with addresses in the same blocks of all routes). One member of each answers for all. Not safe for several threads.
/// </remarks>
internal sealed class ReachClasses
{
    private readonly Routes _routes;
    private readonly Dictionary<string, ReachSeat> _seats = [];

    private readonly List<(PortFilter Egress, PortFilter Ingress, IpAddress Address)> _policies = [];
    private readonly List<(RoutePlace Place, IpAddress Address)> _places = [];

    // What the last sender's policy lets pass to each other one: whoever asks sender by sender finds it.
    private readonly ServiceSet?[] _row;
    private int _rowOf = -1;
    private readonly Dictionary<ServiceSet, ServiceSet> _sets = [];

    private readonly Way[]?[] _ways;

    /// <param name="isUp">Whether a port carries packets at all.</param>
    /// <param name="isFloating">Whether a port has a floating IP, by which others reach it, too.</param>
    public ReachClasses(
        IStateReader state, PortFilters filters, Routes routes, IEnumerable<Port> ports, Func<Port, bool> isUp, Func<Port, bool> isFloating)
    {
        _routes = routes;
        var open = new List<(Port Port, FixedIp Ip)>();
        foreach (var port in ports.Where(port => ReachMap.NotModelled(port) is null))
        {
            if (!isUp(port) || port.FixedIps.IsEmpty)
                _seats.Add(port.Id, ReachSeat.Closed);
            else if (port.FixedIps.Count == 1)
                open.Add((port, port.FixedIps[0]));
        }
        var kinds = new AddressKinds(open.SelectMany(each => new[] { filters.Of(each.Port, RuleDirection.Egress), filters.Of(each.Port, RuleDirection.Ingress) }));
        var blocks = new Borders(RouteBlocks(state, open.Select(each => each.Port.NetworkId).Distinct()));
        var hosts = HostKinds(state, open.Select(each => each.Port));
        var policies = new Dictionary<(PortFilter, PortFilter, int), int>();
        var places = new Dictionary<(string, string, string, int), int>();
        foreach (var (port, ip) in open)
        {
            var (egress, ingress) = (filters.Of(port, RuleDirection.Egress), filters.Of(port, RuleDirection.Ingress));
            if (!policies.TryGetValue((egress, ingress, kinds.Of(ip.Address)), out var policy))
            {
                policies.Add((egress, ingress, kinds.Of(ip.Address)), policy = _policies.Count);
                _policies.Add((egress, ingress, ip.Address));
            }
            var key = (port.NetworkId, ip.SubnetId, hosts[port.Binding.Host], blocks.Of(ip.Address));
            if (!places.TryGetValue(key, out var place))
            {
                places.Add(key, place = _places.Count);
                _places.Add((routes.PlaceOf(port, ip), ip.Address));
            }
            _seats.Add(port.Id, new ReachSeat(policy, place, ip.Address, isFloating(port)));
        }
        _row = new ServiceSet?[_policies.Count];
        _ways = new Way[]?[_places.Count];
    }

    private enum Way : byte
    {
        NotLooked,
        Leads,
        LeadsNot,
        Unknown,
    }

    /// <summary>Null: the port is none for which classes are made; it has to be looked at by itself.</summary>
    public ReachSeat? Find(string portId) => _seats.GetValueOrDefault(portId);

    /// <summary>What one port reaches of another. Null: it has to be looked at by itself.</summary>
    public ServiceSet? Between(ReachSeat from, ReachSeat to)
    {
        if (from.IsClosed || to.IsClosed)
            return ServiceSet.None;
        if (to.IsFloating)
            return null;
        if (from.Policy != _rowOf)
        {
            Array.Clear(_row);
            _rowOf = from.Policy;
        }
        var services = _row[to.Policy] ??= Allowed(_policies[from.Policy], _policies[to.Policy]);
        if (services.IsEmpty)
            return services;
        return WayBetween(from.Place, to.Place) switch
        {
            Way.Leads => services,
            Way.LeadsNot => ServiceSet.None,
            _ => null,
        };
    }

    private ServiceSet Allowed((PortFilter Egress, PortFilter Ingress, IpAddress Address) from, (PortFilter Egress, PortFilter Ingress, IpAddress Address) to)
    {
        var services = from.Egress.Allowing(to.Address).Intersect(to.Ingress.Allowing(from.Address));
        // There are few that differ, and one object for each makes comparisons short.
        return _sets.TryGetValue(services, out var known) ? known : _sets[services] = services;
    }

    private Way WayBetween(int from, int to)
    {
        var row = _ways[from] ??= new Way[_places.Count];
        if (row[to] is Way.NotLooked)
        {
            var (source, (target, address)) = (_places[from].Place, _places[to]);
            row[to] = _routes.NotModelled(source, address) is not null ? Way.Unknown : _routes.Lead(source, target, address) ? Way.Leads : Way.LeadsNot;
        }
        return row[to];
    }

    /// <summary>All that a route of somebody may tell apart.</summary>
    private static IEnumerable<IpPrefix> RouteBlocks(IStateReader state, IEnumerable<string> networks)
    {
        foreach (var subnet in networks.SelectMany(network => SubnetTable.ByNetwork.Of(state, network)))
        {
            yield return subnet.Cidr;
            foreach (var route in subnet.HostRoutes)
                yield return route.Destination;
        }
        foreach (var route in state.In(RouterTable.Table).All.SelectMany(router => router.Routes.Items))
            yield return route.Destination;
    }

    /// <summary>
    /// What a host is to the networks: which kinds of segment it carries. One with a port of a network of which it carries none is only
    /// what it is, since that port meets nobody but those beside it.
    /// </summary>
    private static Dictionary<string, string> HostKinds(IStateReader state, IEnumerable<Port> ports)
    {
        var segments = state.In(SegmentTable.Table).All.Where(segment => segment.NetworkType != "local")
            .Select(segment => (segment.NetworkType, segment.PhysicalNetwork)).Distinct().Order().ToList();
        var kinds = new Dictionary<string, string>();
        foreach (var networks in ports.GroupBy(port => port.Binding.Host, port => port.NetworkId))
        {
            var host = networks.Key;
            var node = state.In(NodeTable.Table).Find(host);
            var isOnItsOwn = node is null || networks.Distinct().Any(network => !SegmentTable.Of(state, network).Any(segment =>
                segment.NetworkType != "local" && node.Carries(segment.NetworkType, segment.PhysicalNetwork)));
            kinds.Add(host, isOnItsOwn ? $"host {host}" : string.Concat(segments.Select(kind => node!.Carries(kind.NetworkType, kind.PhysicalNetwork) ? '1' : '0'))); // Null is on its own.
        }
        return kinds;
    }

    /// <summary>Between which borders of blocks an address is: the same blocks contain all that are between the same.</summary>
    private sealed class Borders(IEnumerable<IpPrefix> blocks)
    {
        private readonly IpAddress[] _sorted = [.. blocks.SelectMany(block => new[] { block.Network, block.Last.Next }).Distinct().Order()];

        public int Of(IpAddress address) => Array.BinarySearch(_sorted, address) is >= 0 and var at ? at + 1 : ~Array.BinarySearch(_sorted, address);
    }

    /// <summary>Which of all rules' ends an address is one of, as a number that is the same for the same ones.</summary>
    private sealed class AddressKinds
    {
        private readonly Borders _borders;
        private readonly Dictionary<IpAddress, List<int>> _lists = [];
        private readonly Dictionary<string, int> _numbers = [];

        public AddressKinds(IEnumerable<PortFilter> filters)
        {
            var terms = filters.Distinct().SelectMany(filter => filter.Terms).ToList();
            _borders = new Borders(terms.SelectMany(term => term.Blocks ?? []));
            var lists = terms.Select(term => term.Addresses).OfType<HashSet<IpAddress>>().Distinct(ReferenceEqualityComparer.Instance).Cast<HashSet<IpAddress>>();
            foreach (var (number, list) in lists.Index())
            {
                foreach (var address in list)
                {
                    if (!_lists.TryGetValue(address, out var numbers))
                        _lists.Add(address, numbers = []);
                    numbers.Add(number);
                }
            }
        }

        public int Of(IpAddress address)
        {
            var text = $"{_borders.Of(address)} {string.Join(' ', _lists.GetValueOrDefault(address) ?? [])}";
            if (!_numbers.TryGetValue(text, out var number))
                _numbers.Add(text, number = _numbers.Count);
            return number;
        }
    }
}
