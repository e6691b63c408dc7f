using Naru.Network.Ports;
using Naru.Network.Routers;
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

    private static bool Arrives(IStateReader state, Port sender, IpAddress from, Port receiver, IpAddress to, RulePacket packet, bool isAnswer)
    {
        var wiring = new Wiring(state, ReachBasis.Present);
        return wiring.IsUp(sender)
            && wiring.IsUp(receiver)
            && Leads(state, wiring, sender, from, receiver, to)
            && IsLet(state, sender, NodeContract.RuleDirection.Egress, packet, to, isAnswer)
            && IsLet(state, receiver, NodeContract.RuleDirection.Ingress, packet, from, isAnswer);
    }

    /// <summary>Whether routes lead from one port to an address of another.</summary>
    internal static bool Leads(IStateReader state, Wiring wiring, Port sender, IpAddress from, Port receiver, IpAddress to)
    {
        if (SubnetTable.ByNetwork.Of(state, sender.NetworkId).Any(subnet => subnet.Cidr.Contains(to)))
            return receiver.NetworkId == sender.NetworkId && wiring.IsJoined(sender.NetworkId, sender.Binding.Host, receiver.Binding.Host);
        if (SubnetOf(state, sender, from)?.GatewayIp is not { } gateway
            || Owner(state, sender.NetworkId, gateway) is not { } inner
            || !DeviceOwners.IsRouterInterface(inner.DeviceOwner)
            || state.In(RouterTable.Table).Find(inner.DeviceId) is not { } router
            || !wiring.IsServed(router)
            || !wiring.IsUp(router, inner)
            || !wiring.IsJoined(sender.NetworkId, sender.Binding.Host, wiring.HostOf(router, inner, sender.Binding.Host)))
        {
            return false;
        }
        return Enters(state, wiring, router, sender.Binding.Host, receiver, to);
    }

    /// <summary>Whether a router hands a packet that came from a host to an address of a port.</summary>
    internal static bool Enters(IStateReader state, Wiring wiring, Router router, string host, Port receiver, IpAddress to) =>
        RouterPorts.Interfaces(state, router.Id).Any(outer =>
            outer.NetworkId == receiver.NetworkId && wiring.IsUp(router, outer)
            && RouterPorts.SubnetsOf(state, outer).Any(subnet => subnet.Cidr.Contains(to))
            && wiring.IsJoined(receiver.NetworkId, wiring.HostOf(router, outer, host), receiver.Binding.Host));

    private static bool IsLet(IStateReader state, Port port, NodeContract.RuleDirection direction, RulePacket packet, IpAddress remote, bool isAnswer) =>
        !port.PortSecurityEnabled
        || port.IsNetworkDevice
        || isAnswer && GroupRules.IsStateful(state, port)
        || GroupRules.Allowing(state, port, direction, packet, remote).Any();

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
