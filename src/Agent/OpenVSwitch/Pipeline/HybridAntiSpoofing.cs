using Naru.Primitives;
using Naru.Protocols.OpenFlow;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>Keeps a hybrid port from answering for others: ARP, neighbour advertisements and source MACs.</summary>
/// <remarks>Its source IP addresses are checked on its Linux bridge, together with the security group.</remarks>
public static class HybridAntiSpoofing
{
    private const ushort Allowed = 2;

    public static IEnumerable<Flow> Flows(LocalPort port)
    {
        var arriving = Match.Any.InPort(port.Number);
        foreach (var source in port.Sources)
        {
            yield return source.Prefix.IsV4
                ? IntegrationTables.ArpSpoof.Flow(
                    Allowed, arriving.ArpSpa(source.Prefix), Instructions.Goto(IntegrationTables.MacSpoof.Number), port.Port.Id)
                : IntegrationTables.ArpSpoof.Flow(
                    Allowed, arriving.Icmpv6Type(Icmpv6.NeighbourAdvertisement).NdTarget(source.Prefix),
                    Instructions.Goto(IntegrationTables.MacSpoof.Number), port.Port.Id);
        }
        // Address conflict detection asks from 0.0.0.0 (RFC 5227 §2.1.1).
        yield return IntegrationTables.ArpSpoof.Flow(
            Allowed, arriving.ArpSpa(IpPrefix.OfHost(IpAddress.V4(0))), Instructions.Goto(IntegrationTables.MacSpoof.Number), port.Port.Id);
        foreach (var mac in port.Macs)
        {
            yield return IntegrationTables.ArpSpoof.Flow(
                Allowed, arriving.Icmpv6Type(Icmpv6.NeighbourAdvertisement).NdTarget(IpPrefix.OfHost(LinkLocal.Of(mac))),
                Instructions.Goto(IntegrationTables.MacSpoof.Number), port.Port.Id);
            yield return IntegrationTables.MacSpoof.Flow(
                Allowed, arriving.EthSrc(mac), Instructions.Goto(IntegrationTables.PacketRateLimit.Number), port.Port.Id);
        }
    }
}
