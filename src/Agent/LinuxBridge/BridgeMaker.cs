using Microsoft.Extensions.Logging;
using Naru.Agent.Namespaces;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Netlink.Route;

namespace Naru.Agent.LinuxBridge;

/// <summary>Makes the bridges of networks and what connects them, and removes those of ours that are not wanted any more.</summary>
/// <remarks>Ours are those of link group <see cref="LinkGroups.NetworkBridge"/>; nothing else is removed. Not thread-safe.</remarks>
/// <param name="cards">The cards that lead to physical networks.</param>
/// <param name="local">Where this host's tunnels end.</param>
/// <param name="noVlans">Why there are no devices for VLANs; null when there are.</param>
internal sealed class BridgeMaker(NetworkNamespace home, RouteSocket route, IReadOnlyCollection<string> cards, IpAddress? local, string? noVlans, ILogger log)
{
    private const string BridgeKind = "bridge";

    private static readonly BridgePortSettings AnswersForOthers = new() { ProxyArpWifi = true };

    /// <summary>The host's devices, as the last request that listed them found them.</summary>
    public Dictionary<string, Link> Links { get; private set; } = [];

    public Result<Done> ReadLinks() => route.Links.List().Map(links =>
    {
        Links = links.ToDictionary(link => link.Name);
        return default(Done);
    });

    /// <summary>Makes the bridge and its uplink as planned.</summary>
    /// <returns>The bridge.</returns>
    public Result<Link> Ensure(NetworkBridge plan) => EnsureBridge(plan.Name).Then(bridge => (plan.Uplink switch
    {
        Uplink.Tunnel tunnel => EnsureTunnel(bridge, tunnel),
        Uplink.Card card => EnsureCard(bridge, card.Device),
        Uplink.Vlan vlan => EnsureVlan(bridge, vlan),
        _ => Done.Ok,
    }).Map(_ => bridge));

    /// <summary>Lets a bridge answer ARP for what is behind its tunnel.</summary>
    public Result<Done> AnswerFor(Link tunnel) =>
        tunnel.BridgePort?.ProxyArpWifi == true ? Done.Ok : route.Links.ChangeBridgePort(tunnel.Index, AnswersForOthers);

    /// <summary>Removes what is ours and in no plan. Addresses of the host go back to their cards first.</summary>
    public Result<Done> RemoveOthers(IReadOnlyCollection<NetworkBridge> plans)
    {
        var kept = plans.Select(plan => plan.Name).Concat(plans.Select(plan => plan.Uplink?.Device).OfType<string>()).ToHashSet();
        var stale = Links.Values.Where(link => link.Group == LinkGroups.NetworkBridge && !kept.Contains(link.Name)).ToList();
        if (stale.Count == 0)
            return Done.Ok;
        foreach (var bridge in stale.Where(link => link.Kind == BridgeKind))
        {
            var card = cards.Select(name => Links.GetValueOrDefault(name)).FirstOrDefault(link => link?.Master == bridge.Index);
            if (card is not null && Free(card, bridge).Error is { } refused)
                return refused;
        }
        route.Execute([
            .. stale.Select(link => LinkRequests.Change(link, new LinkChange { Group = LinkGroups.Doomed })),
            LinkRequests.DeleteGroup(LinkGroups.Doomed),
        ]);
        var names = string.Join(", ", stale.Select(link => link.Name));
        log.BridgesRemoved(names);
        return ReadLinks();
    }

    /// <summary>Makes a device a port of a bridge.</summary>
    public Result<Done> Join(Link bridge, Link device)
    {
        if (device.Master == bridge.Index && device.State is LinkState.Up)
            return Done.Ok;
        // The host's own stack would ask and answer at this end of the cable.
        Silence(device.Name);
        return route.Links.Change(device, new LinkChange { State = LinkState.Up, Master = bridge.Index }).Map(done =>
        {
            log.Joined(device.Name, bridge.Name);
            return done;
        });
    }

    private Result<Link> EnsureBridge(string name)
    {
        if (Links.TryGetValue(name, out var bridge) && bridge is { Kind: BridgeKind, State: LinkState.Up, Group: LinkGroups.NetworkBridge })
            return bridge;
        if (bridge is not null && bridge.Kind != BridgeKind)
            return Error.Conflict("EEXIST", $"Device '{name}' is a {bridge.Kind ?? "card"}: expected a bridge of this name, or nothing.");
        if (bridge is null)
        {
            var made = route.Links.Create(new BridgeLink(name)
            {
                ForwardDelay = TimeSpan.Zero, SpanningTree = false, MulticastSnooping = false, Group = LinkGroups.NetworkBridge,
            });
            if (!made.TryGet(out bridge, out var refused))
                return refused;
            log.BridgeMade(name);
            Silence(name);
        }
        // One that whoever plugs instances has made before us is ours from now on.
        return route.Links.Change(bridge, new LinkChange { State = LinkState.Up, Group = LinkGroups.NetworkBridge })
            .Then(_ => route.Links.Get(bridge.Index)).Map(found => Links[name] = found);
    }

    private Result<Done> EnsureTunnel(Link bridge, Uplink.Tunnel plan)
    {
        var alias = $"naru from {local}";
        var device = Links.GetValueOrDefault(plan.Device);
        if (device is not null && (device.Kind != "vxlan" || device.Alias != alias))
        {
            if (device.Group != LinkGroups.NetworkBridge)
                return Error.Conflict("EEXIST", $"Device '{plan.Device}' exists already and is not ours: expected none of this name, or one of link group {LinkGroups.NetworkBridge}.");
            // The address of its end has changed, which no device can be told.
            if (route.Links.Delete(device).Error is { } kept)
                return kept;
            device = null;
        }
        if (device is null)
        {
            var made = route.Links.Create(new VxlanLink(plan.Device, plan.Vni)
            {
                Local = local, Learning = false, Mtu = plan.Mtu, Group = LinkGroups.NetworkBridge, Master = bridge.Index,
            });
            if (!made.TryGet(out device, out var refused))
                return refused;
            Silence(plan.Device);
        }
        if (device.Master != bridge.Index || device.State is not LinkState.Up || device.Mtu != plan.Mtu || device.Alias != alias)
        {
            var change = new LinkChange { State = LinkState.Up, Master = bridge.Index, Mtu = plan.Mtu, Alias = alias };
            if (route.Links.Change(device, change).Then(_ => route.Links.Get(device.Index)).TryGet(out var changed, out var refused))
                device = changed;
            else
                return refused;
        }
        Links[plan.Device] = device;
        return Done.Ok;
    }

    private Result<Done> EnsureCard(Link bridge, string name)
    {
        if (!Links.TryGetValue(name, out var card))
            return Error.NotFound("ENODEV", $"Card '{name}' is not there: expected what interfaceMappings names.");
        if (card.Master == bridge.Index && card.State is LinkState.Up)
            return Done.Ok;
        if (card.Master is { } other && other != bridge.Index && Links.Values.FirstOrDefault(link => link.Index == other) is { } owner && owner.Group != LinkGroups.NetworkBridge)
            return Error.Conflict("EBUSY", $"Card '{name}' is in '{owner.Name}', which is not ours: expected a card that is in no bridge.");
        // With its MAC the bridge stays who the host was to its neighbours.
        return route.Links.Change(bridge, new LinkChange { Mac = card.Mac })
            .Then(_ => MoveAddresses(card, bridge))
            .Then(_ => route.Links.Change(card, new LinkChange { State = LinkState.Up, Master = bridge.Index }))
            .Map(done =>
            {
                log.Joined(name, bridge.Name);
                return done;
            });
    }

    private Result<Done> EnsureVlan(Link bridge, Uplink.Vlan plan)
    {
        if (noVlans is not null)
            return new Error(ErrorKind.Unavailable, "NoVlans", $"VLAN {plan.Id} cannot be carried: {noVlans}.");
        if (!Links.TryGetValue(plan.CardName, out var card))
            return Error.NotFound("ENODEV", $"Card '{plan.CardName}' is not there: expected what interfaceMappings names.");
        if (card.State is not LinkState.Up && route.Links.SetUp(card).Error is { } down)
            return down;
        if (!Links.TryGetValue(plan.Device, out var device))
        {
            var made = route.Links.Create(new VlanLink(plan.Device, card.Index, plan.Id) { Group = LinkGroups.NetworkBridge, Master = bridge.Index });
            if (!made.TryGet(out device, out var refused))
                return refused;
        }
        return Join(bridge, device);
    }

    private Result<Done> Free(Link card, Link bridge) =>
        route.Links.Change(card, new LinkChange { Master = LinkChange.NoMaster }).Then(_ => MoveAddresses(bridge, card));

    private Result<Done> MoveAddresses(Link from, Link to) => CardAddresses.Of(route, from.Index).Then(addresses =>
    {
        if (addresses.Count == 0)
            return Done.Ok;
        Sysctl.Write(home, new SysctlSetting($"net/ipv4/conf/{to.Name}/arp_ignore", 0), new SysctlSetting($"net/ipv6/conf/{to.Name}/disable_ipv6", 0));
        log.AddressesMoved(addresses.Count, from.Name, to.Name);
        return CardAddresses.Move(route, addresses, from.Index, to.Index);
    });

    // Nothing depends on it: a kernel without IPv6 has no such parameter.
    private void Silence(string device) => Sysctl.Write(
        home,
        new SysctlSetting($"net/ipv4/conf/{device}/arp_ignore", 8),
        new SysctlSetting($"net/ipv6/conf/{device}/disable_ipv6", 1));
}
