using Naru.NodeContract;
using Naru.Protocols.OpenFlow;
using Naru.Protocols.OpenFlow.Actions;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>Answers ARP on behalf of ports that live on other hosts, so that a request never crosses a tunnel.</summary>
/// <remarks>
/// One flow per remote IPv4 address, matched on (local VLAN, <c>arp_tpa</c>). It rewrites the request into the reply of
/// RFC 826 in place and sends it back out of the port it came from. IPv6 has no such flow: neighbour discovery is flooded.
/// </remarks>
public static class ArpResponder
{
    private const ushort PerNeighbour = 1;
    private const ulong Reply = 2;

    /// <param name="vlan">The local VLAN of the port's network.</param>
    public static IEnumerable<Flow> Flows(NodePort port, ushort vlan) =>
        from fixedIp in port.FixedIps
        where fixedIp.Address.IsV4
        select TunnelTables.ArpResponder.Flow(
            PerNeighbour,
            Match.Any.VlanVid(vlan).ArpTpa(Primitives.IpPrefix.OfHost(fixedIp.Address)),
            Instructions.Actions(
                Act.Move(Oxm.EthSrc, Oxm.EthDst),
                Act.SetEthSrc(port.Mac),
                Act.Load(Oxm.ArpOp, Reply),
                Act.Move(Oxm.ArpSha, Oxm.ArpTha),
                Act.Move(Oxm.ArpSpa, Oxm.ArpTpa),
                Act.Load(Oxm.ArpSha, port.Mac.Value),
                Act.Load(Oxm.ArpSpa, (ulong)fixedIp.Address.Value),
                Act.InPort),
            port.Id);
}
