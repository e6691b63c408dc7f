using Naru.Network.FloatingIps;
using Naru.Network.Ports;
using Naru.Network.Routers;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Network.Invariants;

internal sealed class FloatingIpsAreConsistent : IInvariant
{
    public string Rule => "A floating IP is held by a port on its network; what it leads to has the address, behind a router with a gateway there, and no other floating IP from there.";

    public IEnumerable<Violation> Violations(Snapshot state) =>
        from floating in state.In(FloatingIpTable.Table).All
        from fault in Faults(state, floating)
        select new Violation(Violation.Title("floating IP", floating.Id, floating.FloatingAddress.ToString()), fault.Found, fault.Expected);

    private static IEnumerable<(string Found, string Expected)> Faults(Snapshot state, FloatingIp floating)
    {
        if (state.In(PortTable.Table).Find(floating.FloatingPortId) is { } held
            && (held.NetworkId != floating.FloatingNetworkId || !held.FixedIps.Items.Any(ip => ip.Address == floating.FloatingAddress)))
        {
            yield return ($"port {held.Id} holds {string.Join(", ", held.FixedIps.Select(ip => ip.Address))} on network {held.NetworkId}",
                $"{floating.FloatingAddress} on network {floating.FloatingNetworkId}");
        }
        if (floating.PortId is not { } portId || floating.FixedAddress is not { } address)
            yield break;
        if (state.In(PortTable.Table).Find(portId) is { } port && !port.FixedIps.Items.Any(ip => ip.Address == address))
            yield return ($"leads to {address}, which port {portId} does not have", $"one of {string.Join(", ", port.FixedIps.Select(ip => ip.Address))}");
        if (floating.RouterId is { } routerId && state.In(RouterTable.Table).Find(routerId) is { } router && !router.Gateways.Any(gateway => gateway.NetworkId == floating.FloatingNetworkId))
            yield return ($"translated by router {routerId}, whose gateways are on '{string.Join(", ", router.Gateways.Select(gateway => gateway.NetworkId))}'", $"a router with a gateway on {floating.FloatingNetworkId}");
        if (FloatingIpTable.ByPort.Of(state, portId).FirstOrDefault(other =>
            string.CompareOrdinal(other.Id, floating.Id) > 0 && other.FixedAddress == address && other.FloatingNetworkId == floating.FloatingNetworkId) is { } twin)
        {
            yield return ($"leads to {address} of port {portId}, as does {twin.Id}", "one floating IP of a network for an address");
        }
    }
}
