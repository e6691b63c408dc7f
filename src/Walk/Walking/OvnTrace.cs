using Naru.Network.Ml2.MechanismDrivers;
using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.State;
using Naru.Walk.Told;

namespace Naru.Walk.Walking;

/// <summary>Where OVN carries the packets there are no flows of ours to run them through; its own tracer tells their way (ovn-trace(8)).</summary>
internal static class OvnTrace
{
    public static bool Applies(IStateReader state, Port port) =>
        state.In(NodeTable.Table).Find(port.Binding.Host) is { Mechanism: OvnDriver.Mechanism };

    /// <summary>The answer to a question about a port that OVN has: the command that tells the way of the very packet.</summary>
    public static Error Instead(IStateReader state, Port source, IpAddress from, IpAddress to, Traffic traffic) => new(
        ErrorKind.NotSupported, "WalkOfOvn",
        $"OVN carries the packets of port {source.Id}, and a walk knows Naru's own flows: where OVN's southbound database is, run ovn-trace --summary neutron-{source.NetworkId} '{Packet(state, source, from, to, traffic)}'");

    private static string Packet(IStateReader state, Port source, IpAddress from, IpAddress to, Traffic traffic)
    {
        var ip = to.IsV6 ? "ip6" : "ip4";
        var protocol = traffic.Protocol switch
        {
            Traffic.Tcp => $"tcp.src == {traffic.SourcePort} && tcp.dst == {traffic.DestinationPort}",
            Traffic.Udp => $"udp.src == {traffic.SourcePort} && udp.dst == {traffic.DestinationPort}",
            Traffic.Icmpv6 => "icmp6.type == 128 && icmp6.code == 0",
            Traffic.Icmp => "icmp4.type == 8 && icmp4.code == 0",
            var number => $"ip.proto == {number}",
        };
        return $"inport == \"{source.Id}\" && eth.src == {source.MacAddress} && eth.dst == {NextMac(state, source, to)} && {ip}.src == {from} && {ip}.dst == {to} && ip.ttl == 64 && {protocol}";
    }

    /// <summary>Whom the instance sends it to: the port that has the address, or the gateway.</summary>
    private static MacAddress NextMac(IStateReader state, Port source, IpAddress to)
    {
        var subnets = source.FixedIps.Select(ip => state.In(SubnetTable.Table).Find(ip.SubnetId)).OfType<Subnet>().ToList();
        var hop = subnets.Exists(subnet => subnet.Cidr.Contains(to)) ? to : subnets.Find(subnet => subnet.IpVersion == to.Version)?.GatewayIp ?? to;
        return PortTable.ByFixedIp.Of(state, hop).FirstOrDefault(port => port.NetworkId == source.NetworkId)?.MacAddress ?? MacAddress.Broadcast;
    }
}
