using Naru.Agent.Metadata;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.OpenFlow;
using Naru.Protocols.OpenFlow.Actions;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>What distributed routers need of br-int and br-tun: the same MAC on every host, and none of it ever on the way between hosts.</summary>
/// <remarks>
/// An interface of such a router has one MAC, on every host. What it sends to another host therefore goes with a source that is that
/// host's own (<see cref="NodePeer.RouterMac"/>); the receiver knows all of these and puts the router's MAC back. What is meant
/// for the router never leaves the host.
/// </remarks>
public static class DistributedRouting
{
    private const ushort FromOtherRouter = 4;
    private const ushort Restored = 4;
    private const ushort Direct = 12;
    private const ushort ToOtherHosts = 10;
    private const ushort GatewayQuestion = 3;
    private const ushort ToRouter = 2;
    private const ushort FromRouter = 1;
    private const ushort NotLearned = 1;
    private const ushort Default = 0;

    private static readonly MacAddress MulticastBit = MacAddress.Parse("01:00:00:00:00:00");

    /// <summary>The source of what distributed routers of this host send to others; null: there is no such router here.</summary>
    public static MacAddress? OwnMac(NodeView node, SwitchView @switch) =>
        node.Routers.Any(router => router.IsDistributed) ? node.Peers.Find(@switch.Host)?.RouterMac : null;

    /// <summary>Flows of br-int.</summary>
    public static IEnumerable<Flow> IntegrationFlows(NodeView node, SwitchView @switch, IReadOnlyList<LocalPort> ports)
    {
        if (OwnMac(node, @switch) is null || @switch.PatchToTunnel is not { } patch)
            yield break;
        foreach (var mac in OtherMacs(node, @switch))
        {
            yield return IntegrationTables.LocalSwitching.Flow(
                FromOtherRouter, Match.Any.InPort(patch).EthSrc(mac), Instructions.Goto(IntegrationTables.FromOtherRouters.Number));
        }
        yield return IntegrationTables.FromOtherRouters.Flow(Default, Match.Any, Instructions.Drop);
        var interfaces = ports.Where(port => port.Port.IsDistributed).ToList();
        foreach (var port in ports.Where(port => !port.Port.IsDistributed))
        {
            if (Router(node, interfaces, port) is not { } router)
                continue;
            foreach (var mac in port.Macs)
            {
                var arriving = Match.Any.VlanVid(port.LocalVlan).EthDst(mac);
                yield return port.HasFlowFirewall
                    ? IntegrationTables.FromOtherRouters.Flow(
                        Restored, arriving, Instructions.Actions(Act.SetEthSrc(router.Port.Mac)).Then(IntegrationTables.PacketRateLimit.Number), port.Port.Id)
                    // Not by ordinary switching, which would learn that the router's MAC is behind the tunnels.
                    : IntegrationTables.FromOtherRouters.Flow(
                        Restored, arriving, Instructions.Actions([Act.SetEthSrc(router.Port.Mac), .. Delivery.To(port)]), port.Port.Id);
            }
        }
        foreach (var flow in interfaces.SelectMany(router => AroundSwitching(router, ports, patch)))
            yield return flow;
    }

    /// <summary>Flows of br-tun.</summary>
    public static IEnumerable<Flow> TunnelFlows(NodeView node, SwitchView @switch, uint patch)
    {
        if (OwnMac(node, @switch) is not { } own)
            yield break;
        yield return TunnelTables.DistributedProcess.Flow(Default, Match.Any, Instructions.Goto(TunnelTables.PatchToTunnel.Number));
        yield return TunnelTables.DistributedNotLearn.Flow(Default, Match.Any, Instructions.Goto(TunnelTables.LearnFromTunnel.Number));
        foreach (var port in @switch.LocalPorts(node).Where(port => port.Port.IsDistributed))
        {
            var network = Match.Any.VlanVid(port.LocalVlan);
            foreach (var ip in port.Port.FixedIps.Items.Where(ip => ip.Address.IsV4))
            {
                yield return TunnelTables.DistributedProcess.Flow(
                    GatewayQuestion, network.ArpTpa(IpPrefix.OfHost(ip.Address)), Instructions.Drop, port.Port.Id);
            }
            foreach (var flow in NeighbourDiscovery(port, network))
                yield return flow;
            yield return TunnelTables.DistributedProcess.Flow(ToRouter, network.EthDst(port.Port.Mac), Instructions.Drop, port.Port.Id);
            yield return TunnelTables.DistributedProcess.Flow(
                FromRouter, network.EthSrc(port.Port.Mac),
                Instructions.Actions(Act.SetEthSrc(own)).Then(TunnelTables.PatchToTunnel.Number), port.Port.Id);
        }
        foreach (var mac in OtherMacs(node, @switch))
        {
            yield return TunnelTables.DistributedNotLearn.Flow(
                NotLearned, Match.Any.EthSrc(mac), Instructions.Actions(Act.Output(patch)));
        }
    }

    // Every host's router speaks to the instances of that host, and answers them.
    private static IEnumerable<Flow> NeighbourDiscovery(LocalPort port, Match network)
    {
        var addresses = port.Port.FixedIps.Items.Select(ip => ip.Address).Where(address => address.IsV6).ToList();
        if (addresses.Count == 0)
            yield break;
        yield return TunnelTables.DistributedProcess.Flow(
            GatewayQuestion, network.EthSrc(port.Port.Mac).Icmpv6Type(Icmpv6.RouterAdvertisement), Instructions.Drop, port.Port.Id);
        foreach (var address in addresses.Append(LinkLocal.Of(port.Port.Mac)).Append(MetadataServer.AddressOnLink))
        {
            yield return TunnelTables.DistributedProcess.Flow(
                GatewayQuestion, network.Icmpv6Type(Icmpv6.NeighbourSolicitation).NdTarget(IpPrefix.OfHost(address)), Instructions.Drop, port.Port.Id);
        }
    }

    private static IEnumerable<MacAddress> OtherMacs(NodeView node, SwitchView @switch) =>
        from peer in node.Peers
        let mac = peer.RouterMac
        where peer.Host != @switch.Host && mac.HasValue
        orderby mac.Value
        select mac.Value;

    /// <summary>The interface that a port gets its routed packets from: the gateway of its subnet before others.</summary>
    private static LocalPort? Router(NodeView node, List<LocalPort> interfaces, LocalPort port)
    {
        var near = interfaces.Where(router => router.Port.NetworkId == port.Port.NetworkId
            && router.Port.FixedIps.Items.Any(own => port.Port.FixedIps.Items.Any(ip => ip.SubnetId == own.SubnetId)));
        var gateways = node.Networks.Find(port.Port.NetworkId)?.Subnets.Select(subnet => subnet.Gateway).ToHashSet() ?? [];
        return near.OrderBy(router => !router.Port.FixedIps.Items.Any(ip => gateways.Contains(ip.Address))).FirstOrDefault();
    }

    // Ordinary switching learns from what arrives, and what other hosts' routers send tells it nothing: it would flood.
    private static IEnumerable<Flow> AroundSwitching(LocalPort router, IReadOnlyList<LocalPort> ports, uint patch)
    {
        var table = IntegrationTables.AcceptedEgress;
        var sent = Match.Any.InPort(router.Number);
        foreach (var port in ports.Where(port => !port.HasFlowFirewall && port.LocalVlan == router.LocalVlan && port.Number != router.Number))
        {
            foreach (var mac in port.Macs)
                yield return table.Flow(Direct, sent.EthDst(mac), Instructions.Actions(Act.Output(port.Number)), port.Port.Id);
        }
        yield return table.Flow(
            ToOtherHosts, sent.EthDst(MacAddress.Zero, MulticastBit),
            Instructions.Actions([.. Act.PushVlan(router.LocalVlan), Act.Output(patch)]), router.Port.Id);
        yield return table.Flow(
            Direct, Match.Any.OfNetwork(router.LocalVlan).EthDst(router.Port.Mac), Instructions.Actions(Delivery.To(router)), router.Port.Id);
    }
}
