using Naru.Agent.Namespaces;
using Naru.Primitives;
using Naru.Protocols.Netlink.Route;
using Naru.Walk.Switching;

namespace Naru.Walk.Walking;

/// <summary>How a namespace routes: rules choose a table, the longest prefix of that a route.</summary>
internal static class SpaceRoutes
{
    /// <summary>A route and the device that it leads to.</summary>
    /// <param name="Cable">Null: the device is one of the switch.</param>
    public sealed record Way(RoutePlan Route, DevicePlan? Device, CablePlan? Cable)
    {
        public string Name => Device?.Name ?? Cable?.Name ?? "";

        /// <summary>Which of several gateways is taken; null: there is but one.</summary>
        public HopPlan? Hop { get; init; }

        /// <summary>To whom the packet is sent; null: to its destination.</summary>
        public IpAddress? NextHop => Hop?.Gateway ?? Route.Gateway;

        public int Mtu => Device?.Mtu ?? Cable?.Mtu ?? 0;
    }

    /// <summary>Null: no table has a route.</summary>
    /// <param name="mark">What rules of filters have put on the packet.</param>
    /// <param name="choose">Asked where a route has several gateways.</param>
    public static Way? Find(NamespacePlan space, FlowFields packet, uint mark, Func<EquatableList<HopPlan>, HopPlan> choose)
    {
        var (source, destination) = (packet.Source, packet.Destination);
        var marked = space.Rules.Where(rule => rule.Mark is { } own && own == mark).OrderBy(rule => rule.Priority).Select(rule => rule.Table);
        var later = space.Rules.Where(rule => rule.Mark is null && rule.From?.Contains(source) is not false).OrderBy(rule => rule.Priority).Select(rule => rule.Table);
        var found = marked.Append(RoutingTable.Main).Concat(later).Select(table => Find(space, table, destination)).FirstOrDefault(way => way is not null);
        if (found is null || found.Route.Hops.IsEmpty)
            return found;
        var hop = choose(found.Route.Hops);
        return found with { Hop = hop, Device = space.Devices.Items.First(device => device.Name == hop.Device) };
    }

    /// <summary>What is on a link of its own goes before what was added.</summary>
    private static Way? Find(NamespacePlan space, uint table, IpAddress destination)
    {
        var connected = table == RoutingTable.Main ? Connected(space) : [];
        var added = space.Routes.Items.Where(route => route.Table == table).Select(route => DeviceOf(space, route)).OfType<Way>();
        return connected.Concat(added).Where(way => way.Route.Destination.Contains(destination)).OrderByDescending(way => way.Route.Destination.Length).FirstOrDefault();
    }

    private static IEnumerable<Way> Connected(NamespacePlan space) =>
        (from device in space.Devices
         from address in device.Addresses
         where address.Length < address.Address.Bits
         select new Way(new RoutePlan(IpPrefix.Containing(address.Address, address.Length), null, device.Name), device, null))
        .Concat(
            from cable in space.Cables
            from address in cable.Addresses
            select new Way(new RoutePlan(IpPrefix.Containing(address.Address, address.Length), null, cable.Name), null, cable));

    private static Way? DeviceOf(NamespacePlan space, RoutePlan route)
    {
        if (!route.Hops.IsEmpty)
            return new Way(route, null, null); // By which of its gateways it goes is chosen later, and with that the device.
        if (space.Cables.Items.FirstOrDefault(cable => cable.Name == route.Device) is { } cable)
            return new Way(route, null, cable);
        var device = space.Devices.Items.FirstOrDefault(device =>
            route.Device is { } name ? device.Name == name : route.Gateway is { } gateway && Contains(device, gateway));
        return device is null ? null : new Way(route, device, null);
    }

    private static bool Contains(DevicePlan device, IpAddress address) =>
        device.Addresses.Items.Any(own => IpPrefix.Containing(own.Address, own.Length).Contains(address));
}
