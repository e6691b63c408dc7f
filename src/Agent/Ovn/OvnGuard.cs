using Naru.Agent.OpenVSwitch.Pipeline;
using Naru.NodeContract;
using Naru.Protocols.OpenFlow;

namespace Naru.Agent.Ovn;

/// <summary>Drops the router advertisements of instances before OVN sees them: ovn-northd lets neighbour discovery pass ahead of any ACL (ovn-northd(8), ls_in_acl and ls_in_acl_after_lb).</summary>
/// <remarks>ovn-controller leaves flows alone that are not its own, but when it starts: then all are gone, and a look at the bridge finds out.</remarks>
internal static class OvnGuard
{
    /// <summary>Above all that ovn-controller has in this table (ovn-architecture(7), "Architectural Physical Life Cycle of a Packet").</summary>
    private const ushort BeforeOvn = 1000;

    private static readonly FlowTable Arrival = new(0, "arrival", "Where packets of this host's ports and tunnels come in");

    /// <param name="numbers">The OpenFlow ports of what is plugged, by port id.</param>
    public static IEnumerable<Flow> Flows(NodeView view, string host, IReadOnlyDictionary<string, uint> numbers)
    {
        foreach (var port in view.Ports.Where(port => port.Host == host && numbers.ContainsKey(port.Id)).OrderBy(port => port.Id, StringComparer.Ordinal))
        {
            var sent = Match.Any.InPort(numbers[port.Id]).Icmpv6Type(Icmpv6.RouterAdvertisement);
            // What rides on a port by a tag is for itself to be guarded or not.
            if (IsGuarded(port))
                yield return Arrival.Flow(BeforeOvn, port.Trunk is null ? sent : sent.VlanUntagged(), Instructions.Drop, port.Id);
            foreach (var sub in port.Trunk?.SubPorts ?? [])
            {
                if (view.Ports.Find(sub.PortId) is { } rider && IsGuarded(rider))
                    yield return Arrival.Flow(BeforeOvn, sent.VlanVid(sub.Vlan), Instructions.Drop, rider.Id);
            }
        }
    }

    private static bool IsGuarded(NodePort port) => port.PortSecurityEnabled && !port.IsOfService;
}
