using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Network.Segments;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.State;
using Naru.Walk.Told;

namespace Naru.Walk.Reach;

/// <summary>Whether a port of the cloud reaches another, from what the API's objects mean and without any flow, table or namespace.</summary>
/// <remarks>
/// It knows networks, routers and security groups of IPv4, and says nothing of the outside. A <see cref="Walker"/> runs what the
/// hosts are told; that both agree is a test, and what makes this fast enough to ask for every pair of a project.
/// </remarks>
public static class ReachModel
{
    /// <param name="to">An address of <paramref name="receiver"/>.</param>
    public static Verdict Predict(IStateReader state, Port sender, Port receiver, IpAddress to, Traffic traffic)
    {
        if (OwnAddress(sender, to) is not { } from || !Arrives(state, sender, from, receiver, to, RulePacket.Of(traffic), isAnswer: false))
            return Verdict.Dropped;
        var answer = traffic.Protocol switch
        {
            Traffic.Icmp => new RulePacket(Traffic.Icmp, null, 0, 0),
            Traffic.Icmpv6 => new RulePacket(Traffic.Icmpv6, null, 129, 0),
            _ => RulePacket.Of(traffic) with { DestinationPort = traffic.SourcePort },
        };
        return Arrives(state, receiver, to, sender, from, answer, isAnswer: true) ? Verdict.Answered : Verdict.Unanswered;
    }

    private static bool Arrives(IStateReader state, Port sender, IpAddress from, Port receiver, IpAddress to, RulePacket packet, bool isAnswer) =>
        IsUp(state, sender)
        && IsUp(state, receiver)
        && Leads(state, sender, from, receiver, to)
        && IsLet(state, sender, NodeContract.RuleDirection.Egress, packet, to, isAnswer)
        && IsLet(state, receiver, NodeContract.RuleDirection.Ingress, packet, from, isAnswer);

    /// <summary>Wired on a host, as far as the API knows.</summary>
    public static bool IsUp(IStateReader state, Port port) =>
        port is { AdminStateUp: true, Binding.IsBound: true, Status: not PortStatus.Error }
        && (port.Status is PortStatus.Active || state.In(NodeTable.Table).Find(port.Binding.Host) is { IsAttached: true });

    /// <summary>Whether routes lead from one port to an address of another.</summary>
    public static bool Leads(IStateReader state, Port sender, IpAddress from, Port receiver, IpAddress to)
    {
        if (SubnetTable.ByNetwork.Of(state, sender.NetworkId).Any(subnet => subnet.Cidr.Contains(to)))
            return receiver.NetworkId == sender.NetworkId && IsJoined(state, sender, receiver);
        if (SubnetOf(state, sender, from)?.GatewayIp is not { } gateway
            || Owner(state, sender.NetworkId, gateway) is not { } inner
            || !DeviceOwners.IsRouterInterface(inner.DeviceOwner)
            || state.In(RouterTable.Table).Find(inner.DeviceId) is not { AdminStateUp: true, Host.Length: > 0 } router
            || !IsUp(state, inner)
            || !IsJoined(state, sender, inner))
        {
            return false;
        }
        return RouterPorts.Interfaces(state, router.Id).Any(outer =>
            outer.NetworkId == receiver.NetworkId && IsUp(state, outer)
            && RouterPorts.SubnetsOf(state, outer).Any(subnet => subnet.Cidr.Contains(to)) && IsJoined(state, outer, receiver));
    }

    private static bool IsLet(IStateReader state, Port port, NodeContract.RuleDirection direction, RulePacket packet, IpAddress remote, bool isAnswer) =>
        !port.PortSecurityEnabled
        || port.IsNetworkDevice
        || isAnswer && GroupRules.IsStateful(state, port)
        || GroupRules.Allowing(state, port, direction, packet, remote).Any();

    // Ports of one host meet on its br-int; others need a segment that both hosts carry.
    internal static bool IsJoined(IStateReader state, Port one, Port other) =>
        one.Binding.Host == other.Binding.Host
        || SegmentTable.Of(state, one.NetworkId).Any(segment => Carries(state, one, segment) && Carries(state, other, segment));

    internal static bool Carries(IStateReader state, Port port, Network.Segments.Segment segment) =>
        state.In(NodeTable.Table).Find(port.Binding.Host)?.Carries(segment.NetworkType, segment.PhysicalNetwork) is true && segment.NetworkType != "local";

    private static IpAddress? OwnAddress(Port port, IpAddress to)
    {
        foreach (var ip in port.FixedIps)
        {
            if (ip.Address.Version == to.Version)
                return ip.Address;
        }
        return null;
    }

    internal static Subnet? SubnetOf(IStateReader state, Port port, IpAddress address) =>
        port.FixedIps.Items.FirstOrDefault(ip => ip.Address == address) is { } own ? state.In(SubnetTable.Table).Find(own.SubnetId) : null;

    internal static Port? Owner(IStateReader state, string networkId, IpAddress address) =>
        PortTable.ByFixedIp.Of(state, address).FirstOrDefault(port => port.NetworkId == networkId);
}
