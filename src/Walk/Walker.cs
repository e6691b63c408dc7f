using Naru.Agent.Namespaces;
using Naru.Agent.OpenVSwitch.Pipeline;
using Naru.Network.FloatingIps;
using Naru.Network.Ml2.MechanismDrivers;
using Naru.Network.Networks;
using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.Segments;
using Naru.Primitives;
using Naru.State;
using Naru.Walk.Ends;
using Naru.Walk.Logical;
using Naru.Walk.Switching;
using Naru.Walk.Told;
using Naru.Walk.Walking;

namespace Naru.Walk;

/// <summary>Computes the way of a packet from a state of the cloud, and from nothing else.</summary>
/// <remarks>
/// Each host that the packet meets is compiled as its agent would do it, from the part of the view that has to do with the
/// packet, by the same compilers; then the packet is run through the flows, rules and routes that come out. So the walk says
/// what the data plane would do, in the words of the data plane, also for what does not run, and for states of the past.
/// </remarks>
/// <param name="sees">Whether the caller may name a port.</param>
public sealed class Walker(IStateReader state, Func<Port, bool> sees)
{
    private const string DhcpWord = "dhcp";
    private const string MetadataWord = "metadata";

    private static readonly IpAddress Metadata = IpAddress.Parse("169.254.169.254");

    // DHCP, RFC 2131 §4.1: from the client's port to the server's, from nobody to everybody.
    private static readonly Traffic DhcpRequest = new(Traffic.Udp, 68, 67, 328);

    /// <summary>The numbers that hosts said of their switches, by host; walks then tell the very flows that stand there.</summary>
    public IReadOnlyDictionary<string, SwitchView> Switches { get; init; } = new Dictionary<string, SwitchView>();

    /// <exception cref="UnknownStepException">The data plane does something here that a walk does not understand.</exception>
    public Result<PacketWalk> Walk(WalkRequest request)
    {
        var finder = new EndFinder(state, sees);
        if (!finder.Find(request.Source).TryGet(out var source, out var error))
            return error;
        return request.Destination switch
        {
            DhcpWord => ToDhcp(request, source),
            MetadataWord => Walk(request with { Traffic = Traffic.TcpTo(80) }, source, new End(request.Destination, Metadata, null)),
            _ => finder.Find(request.Destination).Then(destination => Walk(request, source, destination)),
        };
    }

    private Result<PacketWalk> Walk(WalkRequest request, End source, End destination)
    {
        source = BehindFloatingIp(source);
        if (!EndAddresses.Choose(state, source, destination).TryGet(out var addresses, out var error))
            return error;
        var (from, to) = addresses;
        var traffic = request.Traffic.Protocol is Traffic.Icmp or Traffic.Icmpv6
            ? request.Traffic with { Protocol = to.IsV6 ? Traffic.Icmpv6 : Traffic.Icmp }
            : request.Traffic;
        Station start;
        if (source.Port is { } port)
            start = StationOf(port);
        else if (ExternalFor(destination, to) is { } external)
            start = new Station.Outside(external);
        else
            return Error.Conflict("NoExternalNetwork", $"'{source.Asked}' is no address of the cloud, and the cloud has no network that reaches the outside.");
        var packet = Frames.Question(traffic, request.SpoofedSource ?? from, to);
        return Run(request with { Traffic = traffic }, new WalkEnd(source.Asked, from, Told(source.Port), HostOf(source.Port)), destination, to, start, packet);
    }

    private Result<PacketWalk> ToDhcp(WalkRequest request, End source)
    {
        if (source.Port is not { } port)
            return Error.Invalid($"'{source.Asked}' is no port of the cloud, so nobody gives it an address.");
        var packet = Frames.Question(DhcpRequest, IpAddress.V4(0), Guest.Everybody);
        var told = new WalkEnd(source.Asked, port.FixedIps.IsEmpty ? IpAddress.V4(0) : port.FixedIps[0].Address, Told(port), HostOf(port));
        return Run(request with { Traffic = DhcpRequest }, told, new End(request.Destination, Guest.Everybody, null), Guest.Everybody, StationOf(port), packet);
    }

    private PacketWalk Run(WalkRequest request, WalkEnd source, End destination, IpAddress address, Station start, FlowFields packet)
    {
        var (walk, met) = RunOnce(request, source, destination, address, start, packet.Clone());
        if (met.Count == 0)
            return walk;
        // Which way a router takes only its host knows: each is walked, and of those nobody chose the one that ends worst is told.
        var ways = new Dictionary<string, HopPlan>(request.Ways);
        var spreads = new List<Spread>();
        foreach (var (spread, hops) in met)
        {
            var ended = hops.Select(hop => (Hop: hop, By(hop).Verdict)).ToList();
            var chosen = request.Ways.GetValueOrDefault(spread.Place);
            var shown = chosen ?? ended.MaxBy(way => way.Verdict).Hop;
            ways[spread.Place] = shown;
            spreads.Add(spread with
            {
                Ways = [.. ended.Select(way => new SpreadWay(way.Hop.Gateway, way.Hop.Device, way.Verdict, way.Hop == shown))],
                Chosen = chosen?.Device,
            });

            PacketWalk By(HopPlan hop) =>
                RunOnce(request with { Ways = new Dictionary<string, HopPlan>(ways) { [spread.Place] = hop } }, source, destination, address, start, packet.Clone()).Walk;
        }
        return RunOnce(request with { Ways = ways }, source, destination, address, start, packet).Walk with { Spreads = [.. spreads] };
    }

    private (PacketWalk Walk, IReadOnlyList<(Spread Spread, EquatableList<HopPlan> Hops)> Met) RunOnce(
        WalkRequest request, WalkEnd source, End destination, IpAddress address, Station start, FlowFields packet)
    {
        var context = new WalkContext(state, Switches) { Spreads = new SpreadChoices(request.Ways), Ends = [.. new[] { (start as Station.Instance)?.Port, destination.Port }.OfType<Port>()] };
        var connections = UsesOvn ? new LogicalConnections() : null;
        var forward = NewJourney(isAnswer: false);
        forward.Go(start, packet);
        var back = NewJourney(isAnswer: true);
        if (forward.Arrival is var (station, arrived))
            back.Go(station, Answer(station, arrived, source.Address));
        var receiver = destination.Port ?? (forward.Arrival is ({ } reached, _) ? PortOf(reached) : null);
        var drop = forward.Obstacle is { } obstacle
            ? DropOf(obstacle, onWayBack: false, forward.Hops.Count)
            : back.Obstacle is { } lost ? DropOf(lost, onWayBack: true, back.Hops.Count) : null;
        var walk = new PacketWalk(
            state.Revision,
            source,
            new WalkEnd(destination.Asked, address, Told(receiver), HostOf(receiver)),
            request.Traffic,
            Numbered(forward.Hops),
            Numbered(back.Hops),
            drop,
            [.. WalkNotices.Of(context, [(start as Station.Instance)?.Port, receiver])]);
        return (walk, context.Spreads.Met);

        IJourney NewJourney(bool isAnswer) => connections is null ? new Journey(context) : new LogicalJourney(context, connections, isAnswer);
    }

    /// <summary>A cloud is on OVN as a whole.</summary>
    private bool UsesOvn => state.In(NodeTable.Table).All.Any(node => node.Mechanism == OvnDriver.Mechanism);

    private static FlowFields Answer(Station station, FlowFields arrived, IpAddress asker)
    {
        var answer = Frames.Answer(arrived);
        // The server answers a client that has no address yet at the one that it gives it.
        if (arrived.Destination == Guest.Everybody && station is Station.Dhcp dhcp)
        {
            answer.Destination = asker;
            answer.Source = dhcp.Port.FixedIps.Items.FirstOrDefault(ip => ip.Address.IsV4)?.Address ?? answer.Source;
        }
        return answer;
    }

    /// <summary>A floating IP as the source is the instance behind it.</summary>
    private End BehindFloatingIp(End end)
    {
        if (end is not { Port: null, Address: { } address } || Floating(address) is not { PortId: { } inside })
            return end;
        return state.In(PortTable.Table).Find(inside) is { } port && sees(port) ? new End(end.Asked, null, port) : end;
    }

    private FloatingIp? Floating(IpAddress address) => PortTable.ByFixedIp.Of(state, address)
        .Where(port => port.DeviceOwner == DeviceOwners.FloatingIp)
        .Select(port => state.In(FloatingIpTable.Table).Find(port.DeviceId))
        .FirstOrDefault(floating => floating is not null);

    /// <summary>The network through which the outside comes to an end.</summary>
    private VirtualNetwork? ExternalFor(End destination, IpAddress address)
    {
        if (Floating(address) is { } floating)
            return state.In(NetworkTable.Table).Find(floating.FloatingNetworkId);
        if (destination.Port is { } port)
        {
            if (SegmentTable.Of(state, port.NetworkId).Any(segment => segment.PhysicalNetwork is not null))
                return state.In(NetworkTable.Table).Find(port.NetworkId);
            var gateways = PortTable.ByNetworkAndOwner.Of(state, (port.NetworkId, DeviceOwners.RouterInterface))
                .Select(own => state.In(RouterTable.Table).Find(own.DeviceId)?.GatewayNetworkId).OfType<string>();
            if (gateways.FirstOrDefault() is { } network)
                return state.In(NetworkTable.Table).Find(network);
        }
        return state.In(NetworkTable.Table).All.FirstOrDefault(network => network.IsExternal);
    }

    private Station StationOf(Port port)
    {
        if (port.DeviceOwner == DeviceOwners.Dhcp)
            return new Station.Dhcp(port);
        return DeviceOwners.BelongsToRouter(port.DeviceOwner) && state.In(RouterTable.Table).Find(port.DeviceId) is { } router
            ? new Station.Namespace(router, port, port.Binding.Host.Length > 0 ? port.Binding.Host : router.Host)
            : new Station.Instance(port);
    }

    private static Port? PortOf(Station station) => station switch
    {
        Station.Instance instance => instance.Port,
        Station.Namespace router => router.Port,
        Station.Dhcp dhcp => dhcp.Port,
        _ => null,
    };

    private static Drop DropOf(Obstacle obstacle, bool onWayBack, int hop) =>
        new(obstacle.Reason, onWayBack, hop, obstacle.Details, obstacle.Object, obstacle.Changes);

    private static EquatableList<Hop> Numbered(IEnumerable<Hop> hops) => [.. hops.Select((hop, index) => hop with { Number = index + 1 })];

    private static ApiObject? Told(Port? port) => port is null ? null : WalkContext.Of(port);

    private static string HostOf(Port? port) => port?.Binding.Host ?? "";
}
