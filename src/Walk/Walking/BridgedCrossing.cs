using System.Collections.Immutable;
using Naru.Agent.Firewall;
using Naru.Agent.LinuxBridge;
using Naru.Network.Networks;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.OpenFlow;
using Naru.Walk.Filtering;
using Naru.Walk.Hosts;
using Naru.Walk.Switching;
using Naru.Walk.Told;

namespace Naru.Walk.Walking;

/// <summary>Takes a frame through the Linux bridge of a network on one host: where it is known to go, and what the rules on the way say of it.</summary>
internal sealed class BridgedCrossing(WalkContext context, VirtualNetwork network, ILegTransit transit)
{
    private const string Fdb = "bridge fdb";

    /// <summary>From a port of the host.</summary>
    public void Send(BridgedHost host, Network.Ports.Port from, FlowFields packet)
    {
        if (host.BridgeOf(network.Id) is { } bridge && host.WiredTo(network.Id).Any(port => port.Id == from.Id))
            Cross(host, bridge, BridgedPort.TapOf(from.Id), packet, null, []);
        else
            transit.End(new LegEnd([], packet, null, IsOutside: false, new LegDrop(DropReason.PortDown, "")));
    }

    public void ReceiveFromTunnel(BridgedHost host, TunnelHeader outer, FlowFields packet, ImmutableList<Hop> hops)
    {
        if (host.BridgeOf(network.Id) is { Uplink: Uplink.Tunnel tunnel } bridge && tunnel.Vni == outer.Id)
            Cross(host, bridge, tunnel.Device, packet, outer, hops);
    }

    public void ReceiveFromWire(BridgedHost host, FlowFields packet, ImmutableList<Hop> hops)
    {
        var arriving = packet.HeadersOnly();
        arriving.Vlan = null;
        if (host.BridgeOf(network.Id) is { Uplink: { } uplink } bridge && uplink is Uplink.Card or Uplink.Vlan)
            Cross(host, bridge, uplink.Device, arriving, null, hops);
    }

    private void Cross(BridgedHost host, NetworkBridge bridge, string from, FlowFields packet, TunnelHeader? outer, ImmutableList<Hop> hops)
    {
        var answer = AnswerFor(host, bridge, packet);
        // What the bridge would say into the tunnel, which its question came out of, is dropped there.
        if (answer is { } known && bridge.Uplink?.Device != from)
            Answer(host, bridge, from, packet, known, hops);
        var exits = Exits(host, bridge, from, packet, isAnswered: answer is not null).ToList();
        foreach (var (device, owner) in exits)
            Leave(host, bridge, from, device, owner, packet, outer, hops);
        if (exits.Count > 0 || answer is not null)
            return;
        var hop = new Hop(
            0, host.Name, HopKind.NetworkBridge, bridge.Name, from, "", [.. Known(host, bridge, packet.EthDst)], Frames.Of(packet, outer), Frames.Of(packet), OwnerOf(host, from, null));
        transit.End(new LegEnd(hops.Add(hop), packet, null, IsOutside: false, new LegDrop(DropReason.AddressUnknown, $"{packet.EthDst}")));
    }

    /// <summary>The devices by which a frame leaves the bridge, with the port behind each; null: the uplink.</summary>
    private IEnumerable<(string Device, NodePort? Owner)> Exits(BridgedHost host, NetworkBridge bridge, string from, FlowFields packet, bool isAnswered)
    {
        var wired = host.WiredTo(network.Id).Select(port => (Device: BridgedPort.TapOf(port.Id), Owner: port)).Where(each => each.Device != from).ToList();
        var isForAll = packet.EthDst.IsMulticast;
        foreach (var (device, owner) in wired)
        {
            if (isForAll || Uses(owner, packet.EthDst))
                yield return (device, owner);
        }
        var isHere = host.WiredTo(network.Id).Any(port => Uses(port, packet.EthDst));
        if (bridge.Uplink is { } uplink && uplink.Device != from && !isHere && !isAnswered)
            yield return (uplink.Device, null);
    }

    private void Leave(
        BridgedHost host, NetworkBridge bridge, string from, string to, NodePort? owner, FlowFields packet, TunnelHeader? outer, ImmutableList<Hop> hops)
    {
        var leaving = packet.HeadersOnly();
        var hits = new List<NftHit>();
        var rules = host.RulesOf(bridge);
        var hooks = host.IsFiltered(network.Id) ? new LinuxHooks(rules, context.Connections, $"{host.Name}/{bridge.Name}") : null;
        var passes = LinuxBridge.Pass(rules, hooks, leaving, from, to, bridge.Name, hits);
        var decisions = RuleDecisions.Of(hits).ToList();
        if (passes)
        {
            decisions.AddRange(Judged(host, from, NodeContract.RuleDirection.Egress, hits, leaving));
            decisions.AddRange(Judged(host, to, NodeContract.RuleDirection.Ingress, hits, leaving));
            decisions.AddRange(Known(host, bridge, packet.EthDst));
        }
        var hop = new Hop(
            0, host.Name, HopKind.NetworkBridge, bridge.Name, from, passes ? to : "", [.. decisions], Frames.Of(packet, outer), Frames.Of(leaving), OwnerOf(host, from, owner));
        if (!passes)
            transit.End(new LegEnd(hops.Add(hop), packet, null, IsOutside: false, RuleDecisions.DropOf(hits)));
        else if (owner is not null)
            transit.End(new LegEnd(hops.Add(hop), leaving, context.Port(owner.Id)!, IsOutside: false, null)); // A wired port exists.
        else
            LeaveHost(host, bridge, leaving, hop, hops);
    }

    private void LeaveHost(BridgedHost host, NetworkBridge bridge, FlowFields packet, Hop hop, ImmutableList<Hop> hops)
    {
        switch (bridge.Uplink)
        {
            case Uplink.Tunnel tunnel when host.Node.TunnelAddress is { } own:
                foreach (var remote in Remotes(host, bridge, packet.EthDst))
                {
                    var outer = new TunnelHeader(SegmentType.Vxlan, tunnel.Vni, own, remote);
                    transit.OverUnderlay(host.Name, outer, packet.HeadersOnly(), hops.Add(hop with { After = Frames.Of(packet, outer) }));
                }
                break;
            case Uplink.Vlan vlan:
                packet.Vlan = vlan.Id;
                transit.OverPhysicalNetwork(host.Name, PhysicalNetwork(host), packet, hops.Add(hop with { After = Frames.Of(packet) }));
                break;
            default:
                transit.OverPhysicalNetwork(host.Name, PhysicalNetwork(host), packet, hops.Add(hop));
                break;
        }
    }

    /// <summary>The other ends to which the tunnel sends what is for a MAC address: the one that has it, or all.</summary>
    private static IEnumerable<IpAddress> Remotes(BridgedHost host, NetworkBridge bridge, MacAddress mac)
    {
        var overlay = host.OverlayOf(bridge);
        foreach (var (known, remote) in overlay.Macs)
        {
            if (known == mac)
                return [remote];
        }
        return overlay.Hosts.Items;
    }

    /// <summary>What bridge and tunnel know of a MAC address, as <c>bridge fdb show</c> prints it.</summary>
    private IEnumerable<Decision> Known(BridgedHost host, NetworkBridge bridge, MacAddress mac)
    {
        if (mac.IsMulticast)
            yield break;
        if (host.WiredTo(network.Id).FirstOrDefault(port => Uses(port, mac)) is { } own)
        {
            yield return new Decision(DecisionKind.Forwarding, Fdb, $"{mac} dev {BridgedPort.TapOf(own.Id)} master {bridge.Name}");
            yield break;
        }
        if (bridge.Uplink is not { } uplink)
            yield break;
        var remotes = host.OverlayOf(bridge).Macs.Items.Where(entry => entry.Mac == mac).Select(entry => entry.Host).ToList();
        // The MAC addresses of the outside are learned, and the state of the cloud does not know them.
        if (uplink is Uplink.Tunnel && remotes.Count == 0 || mac == HostModel.OutsideMac)
            yield break;
        yield return new Decision(DecisionKind.Forwarding, Fdb, $"{mac} dev {uplink.Device} master {bridge.Name}");
        foreach (var remote in remotes)
            yield return new Decision(DecisionKind.Tunnel, Fdb, $"{mac} dev {uplink.Device} dst {remote} self permanent");
    }

    /// <summary>Who has the address that a frame asks for, where the bridge answers for another host.</summary>
    private (IpAddress Address, MacAddress Mac)? AnswerFor(BridgedHost host, NetworkBridge bridge, FlowFields packet)
    {
        if (packet.EthType != FlowFields.Arp || Frames.IsArpReply(packet))
            return null;
        var asked = IpAddress.V4((uint)packet[Oxm.ArpTpa]);
        foreach (var known in host.OverlayOf(bridge).Neighbours)
        {
            if (known.Address == asked)
                return known;
        }
        return null;
    }

    private void Answer(
        BridgedHost host, NetworkBridge bridge, string from, FlowFields question, (IpAddress Address, MacAddress Mac) answer, ImmutableList<Hop> hops)
    {
        var (address, mac) = answer;
        var hits = new List<NftHit>();
        var asker = host.WiredTo(network.Id).First(port => BridgedPort.TapOf(port.Id) == from);
        var isLet = LinuxBridge.Enter(host.RulesOf(bridge), question, from, hits);
        var decisions = RuleDecisions.Of(hits).Append(new Decision(DecisionKind.Neighbour, "ip neighbour", $"{address} lladdr {mac} PERMANENT"));
        var hop = new Hop(
            0, host.Name, HopKind.NetworkBridge, bridge.Name, from, isLet ? from : "", [.. decisions], Frames.Of(question), Frames.Of(question), OwnerOf(host, from, null));
        transit.End(isLet
            ? new LegEnd(hops.Add(hop), Frames.IsAt(question, address, mac), context.Port(asker.Id)!, IsOutside: false, null) // A wired port exists.
            : new LegEnd(hops.Add(hop), question, null, IsOutside: false, RuleDecisions.DropOf(hits)));
    }

    /// <summary>The security group rules that let the packet pass at a device; none where it belongs to a known connection.</summary>
    private IEnumerable<Decision> Judged(BridgedHost host, string device, NodeContract.RuleDirection direction, List<NftHit> hits, FlowFields packet)
    {
        var port = host.WiredTo(network.Id).FirstOrDefault(port => !port.IsOfService && BridgedPort.TapOf(port.Id) == device);
        var chain = direction is NodeContract.RuleDirection.Egress ? "egress-" : "ingress-";
        var isKnown = hits.Exists(hit => hit.Chain.StartsWith(chain, StringComparison.Ordinal) && RuleDecisions.IsOfKnownConnection(hit));
        return port is null || isKnown ? [] : SecurityRules.Decisions(context, context.Port(port.Id)!, direction, packet); // A wired port exists.
    }

    private ApiObject OwnerOf(BridgedHost host, string from, NodePort? to)
    {
        var owner = host.WiredTo(network.Id).FirstOrDefault(port => BridgedPort.TapOf(port.Id) == from) ?? to;
        return owner is null ? WalkContext.Of(network) : WalkContext.Of(context.Port(owner.Id)!); // A wired port exists.
    }

    private string PhysicalNetwork(BridgedHost host) => host.View.Networks.Find(network.Id)?.Segment.PhysicalNetwork ?? "";

    private static bool Uses(NodePort port, MacAddress mac) => port.Mac == mac || port.AllowedAddressPairs.Items.Any(pair => pair.Mac == mac);
}
