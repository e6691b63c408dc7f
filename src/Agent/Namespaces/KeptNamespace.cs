using System.Net;
using Microsoft.Extensions.Logging;
using Naru.Agent.Metadata;
using Naru.Agent.Nftables;
using Naru.Agent.OpenVSwitch.Pipeline;
using Naru.Primitives;
using Naru.Protocols.Netlink;
using Naru.Protocols.Netlink.Ethtool;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Netlink.Nftables;
using Naru.Protocols.Netlink.Route;

namespace Naru.Agent.Namespaces;

/// <summary>A namespace of a service, held open, and what is brought in line inside of it.</summary>
internal sealed class KeptNamespace : IDisposable
{
    private const string Loopback = "lo";

    private readonly RouteSocket _route;
    private readonly RulesetKeeper _rules;
    private readonly ILogger _log;
    private readonly HashSet<string> _known = [];

    /// <summary>There may be rules and neighbours of ours, also from an earlier agent.</summary>
    private bool _hasPolicies = true;
    private Dictionary<string, Link> _links = [];

    // One that was never used is not looked for in every round.
    private HashSet<(int Link, IpAddress Address)> _proxies = [];
    private bool _areProxiesKnown;

    private KeptNamespace(NetworkNamespace home, RouteSocket route, RulesetKeeper rules, ILogger log) =>
        (Home, _route, _rules, _log) = (home, route, rules, log);

    public NetworkNamespace Home { get; }

    /// <summary>Takes the handle over, also when it fails.</summary>
    public static Result<KeptNamespace> Open(NetworkNamespace home, ILogger log)
    {
        if (!RouteSocket.Open(home).TryGet(out var route, out var error))
        {
            home.Dispose();
            return error;
        }
        if (RulesetKeeper.Open(home, log).TryGet(out var rules, out error))
            return new KeptNamespace(home, route, rules, log);
        route.Dispose();
        home.Dispose();
        return error;
    }

    public void Dispose()
    {
        _route.Dispose();
        _rules.Dispose();
        Home.Dispose();
    }

    public Link? Link(string name) => _links.GetValueOrDefault(name);

    /// <summary>Where the metadata is asked for: this address, and that of each device which has it on its link.</summary>
    public IReadOnlyCollection<IPEndPoint> MetadataAddresses(NamespacePlan plan, IPEndPoint main) =>
        [main, .. plan.MetadataDevices.Select(Link).OfType<Link>().Select(link => MetadataServer.OnLink(link.Index))];

    public Result<Done> ReadLinks() => _route.Links.List().Map(links =>
    {
        _links = links.ToDictionary(link => link.Name);
        return default(Done);
    });

    /// <summary>Whether the namespace has the mark of this owner.</summary>
    public bool IsOf(string owner) => ReadLinks().Succeeded && Link(Loopback)?.Alias == owner;

    /// <summary>Marks the namespace, sets its loopback up and writes its parameters.</summary>
    public Result<Done> Prepare(NamespacePlan plan, string owner)
    {
        if (Set(plan.Sysctls).Error is { } unset)
            return unset;
        if (ReadLinks().Error is { } unread)
            return unread;
        return Link(Loopback) is { State: LinkState.Up } loopback && loopback.Alias == owner
            ? Done.Ok
            : _route.Links.Change(Loopback, new LinkChange { State = LinkState.Up, Alias = owner });
    }

    /// <summary>Writes the parameters that are not so yet.</summary>
    public Result<Done> Set(EquatableList<SysctlSetting> settings)
    {
        foreach (var wanted in settings)
        {
            var actual = Sysctl.Read(Home, wanted.Key);
            if (actual.Value != wanted.Value && Sysctl.Write(Home, wanted).Error is { } refused)
                return refused;
        }
        return Done.Ok;
    }

    /// <summary>Whether the device has been seen here before: if it is gone, somebody took it away.</summary>
    public bool Knows(string device) => !_known.Add(device);

    public Result<Done> Delete(string device) => _route.Links.Delete(device);

    /// <summary>Makes a device as planned that is there already.</summary>
    /// <param name="finishChecksums">Nobody behind the cable computes what this end leaves to hardware.</param>
    public Result<Done> Adjust(DevicePlan plan, bool finishChecksums)
    {
        if (Link(plan.Name) is not { } link)
            return Error.NotFound("ENODEV", $"Device '{plan.Name}' is not in namespace '{Home}'.");
        if (link.State is LinkState.Up && link.Mac == plan.Mac && link.Mtu == plan.Mtu)
            return Done.Ok;
        if (finishChecksums && WithoutOffload(plan.Name).Error is { } refused)
            return refused;
        return _route.Links.Change(link, new LinkChange { State = LinkState.Up, Mac = plan.Mac, Mtu = plan.Mtu });
    }

    public Result<bool> EnsureTable(TablePlan table) => _rules.Ensure(table);

    public Result<Done> RemoveTable(NftTable table) => _rules.Remove(table);

    /// <summary>A table with its counters, as JSON (libnftables-json(5)).</summary>
    public Result<string> ListTable(NftTable table) => _rules.ListJson(table);

    /// <summary>Brings in line for which addresses of others the planned devices answer.</summary>
    public Result<Done> ConfigureProxies(NamespacePlan plan)
    {
        var names = plan.Devices.Items.Select(device => Link(device.Name)).OfType<Link>().ToDictionary(link => link.Name, link => link.Index);
        var wanted = plan.Proxies.Items.Where(proxy => names.ContainsKey(proxy.Device)).Select(proxy => (names[proxy.Device], proxy.Address)).ToHashSet();
        if (wanted.Count == 0 && _proxies.Count == 0 && _areProxiesKnown)
            return Done.Ok;
        if (!_route.Neighbours.ListProxies().TryGet(out var listed, out var unread))
            return unread;
        var present = listed.Where(neighbour => names.ContainsValue(neighbour.LinkIndex))
            .Select(neighbour => (neighbour.LinkIndex, neighbour.Address)).ToHashSet();
        var outcomes = _route.Execute([
            .. present.Except(wanted).Select(proxy => NeighbourRequests.Delete(Proxy(proxy))),
            .. wanted.Except(present).Select(proxy => NeighbourRequests.Replace(Proxy(proxy))),
        ]);
        (_proxies, _areProxiesKnown) = (wanted, true);
        return FirstError(outcomes) is { } refused ? refused : Done.Ok;

        static Neighbour Proxy((int Link, IpAddress Address) proxy) =>
            new(proxy.Link, proxy.Address, Mac: null) { State = NeighbourState.None, Flags = NeighbourFlags.Proxy };
    }

    /// <summary>Brings the addresses of the planned devices in line, and gives those that were added.</summary>
    public Result<EquatableList<(string Device, IpAddress Address)>> ConfigureAddresses(NamespacePlan plan)
    {
        if (!_route.Addresses.List().TryGet(out var listed, out var unread))
            return unread;
        var devices = plan.Devices.Items.Select(device => (device.Name, device.Addresses))
            .Concat(plan.Cables.Items.Select(cable => (cable.Name, cable.Addresses))).ToList();
        var names = devices.Select(device => Link(device.Name)).OfType<Link>().ToDictionary(link => link.Index, link => link.Name);
        // The kernel makes the link-local ones by itself, from the MAC address.
        var actual = listed
            .Where(address => names.ContainsKey(address.LinkIndex) && !(address.Address.IsLinkLocal && LinkLocal.MacOf(address.Address) is not null))
            .ToList();
        var desired =
            from device in devices
            let link = Link(device.Name)
            where link is not null
            from address in device.Addresses
            select (link.Index, Plan: address);
        var wanted = desired.ToHashSet();
        var present = actual.Select(address => (address.LinkIndex, Plan: new AddressPlan(address.Address, address.PrefixLength))).ToHashSet();
        var removed = actual.Where(address => !wanted.Contains((address.LinkIndex, new AddressPlan(address.Address, address.PrefixLength)))).ToList();
        // In the order of the plan: the first address of a network is the one that packets leave with.
        var added = desired.Where(address => !present.Contains(address)).ToList();
        if (removed.Count == 0 && added.Count == 0)
            return EquatableList<(string, IpAddress)>.Empty;
        var outcomes = _route.Execute([
            .. removed.Select(AddressRequests.Delete),
            .. added.Select(address => AddressRequests.Replace(
                InterfaceAddress.On(address.Index, address.Plan.Address, address.Plan.Length) with
                {
                    Flags = address.Plan.Address.IsV6 ? AddressFlags.NoDuplicateDetection : AddressFlags.None,
                    // It is to be reached, and not to be spoken from instead of the one that the kernel made.
                    IsDeprecated = address.Plan.Address is { IsV6: true, IsLinkLocal: true },
                })),
        ]);
        if (_log.IsEnabled(LogLevel.Information))
            _log.AddressesChanged(Home.Name, added.Select(address => address.Plan).ToEquatableList(), removed.ToEquatableList());
        return FirstError(outcomes) is { } refused
            ? refused
            : added.Select(address => (names[address.Index], address.Plan.Address)).ToEquatableList();
    }

    /// <summary>Brings the routes in line, after the addresses: gateways are reached by these.</summary>
    /// <remarks>Routes that the kernel made with an address, and those that somebody added by hand, have another protocol than ours.</remarks>
    public Result<Done> ConfigureRoutes(NamespacePlan plan)
    {
        if (!_route.Routes.List().TryGet(out var listed, out var unread))
            return unread;
        var ours = listed.Where(route => route.Protocol is RouteProtocol.Static).ToList();
        var desired = plan.Routes.Items.Where(route => route.Table is RoutingTable.Main).Select(route => (Plan: route, Link: route.Device is null ? null : Link(route.Device))).ToList();
        var stale = ours.Where(route => !desired.Exists(wanted => wanted.Plan.Destination == route.Destination)).ToList();
        var missing = desired.Where(wanted => !ours.Exists(route => route.Destination == wanted.Plan.Destination
            && route.Gateway == wanted.Plan.Gateway && (wanted.Link is null || route.LinkIndex == wanted.Link.Index)
            && route.NextHops.Select(hop => (hop.Gateway, hop.LinkIndex)).SequenceEqual(Hops(wanted.Plan).Select(hop => (hop.Gateway, hop.LinkIndex))))).ToList();
        if (stale.Count == 0 && missing.Count == 0)
            return Done.Ok;
        var outcomes = _route.Execute([
            .. stale.Select(RouteRequests.Delete),
            .. missing.Select(wanted => RouteRequests.Replace(new IpRoute(wanted.Plan.Destination)
            {
                Gateway = wanted.Plan.Gateway,
                LinkIndex = wanted.Link?.Index,
                // The gateway of a subnet need not be inside of it.
                OnLink = wanted.Plan.Gateway is not null && wanted.Link is not null,
                NextHops = [.. Hops(wanted.Plan)],
            })),
        ]);
        return FirstError(outcomes) is { } refused ? refused : Done.Ok;

        IEnumerable<NextHop> Hops(RoutePlan route) => route.Hops.Select(hop => new NextHop(hop.Gateway, Link(hop.Device)?.Index) { OnLink = true });
    }

    /// <summary>Brings rules, their tables and fixed neighbours in line, after the addresses.</summary>
    public Result<Done> ConfigurePolicies(NamespacePlan plan)
    {
        if (!_hasPolicies && plan.Rules.IsEmpty && plan.Neighbours.IsEmpty)
            return Done.Ok;
        return PolicyRouting.Apply(_route, plan, Link).Map(any =>
        {
            _hasPolicies = any;
            return default(Done);
        });
    }

    /// <summary>Makes the cables that are this namespace's to make, removes those that are not in the plan, and sets all up.</summary>
    public Result<Done> Connect(EquatableList<CablePlan> cables)
    {
        var stale = _links.Values.Where(link => CablePlan.IsName(link.Name) && !cables.Items.Any(cable => cable.Name == link.Name)).ToList();
        foreach (var link in stale)
        {
            if (_route.Links.Delete(link).Error is { } kept && !kept.IsAbsence())
                return kept;
        }
        var made = false;
        foreach (var cable in cables.Items.Where(cable => cable.Peer is not null && Link(cable.Name) is null))
        {
            if (Make(cable).Error is { } refused)
                return refused;
            made = true;
        }
        if ((made || stale.Count > 0) && ReadLinks().Error is { } unread)
            return unread;
        foreach (var cable in cables)
        {
            if (Link(cable.Name) is not { State: not LinkState.Up } link)
                continue;
            if (_route.Links.Change(link, new LinkChange { State = LinkState.Up }).Error is { } down)
                return down;
        }
        return Done.Ok;
    }

    private Result<Done> Make(CablePlan cable) => NetworkNamespace.Open(cable.Peer!.Space).Then(peer => // Only cables with a peer are made here.
    {
        using (peer)
            return _route.Links.Create(new VethPair(cable.Name, cable.Peer.Name) { PeerNamespace = peer, Mtu = cable.Mtu }).Map(_ => default(Done));
    });

    // Nobody behind the cable computes what this end leaves to hardware.
    private Result<Done> WithoutOffload(string device) => EthtoolSocket.Open(Home).Then(socket =>
    {
        using (socket)
            return socket.DisableTransmitChecksum(device);
    });

    private static Error? FirstError(IEnumerable<Result<Done>> outcomes) =>
        outcomes.Select(outcome => outcome.Error).FirstOrDefault(error => error is not null && !error.IsAbsence());
}
