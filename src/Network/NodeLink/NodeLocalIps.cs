using Naru.Network.LocalIps;
using Naru.Network.Ports;
using Naru.NodeContract;
using Naru.State;

namespace Naru.Network.NodeLink;

/// <summary>The local IPs that lead to ports of a host.</summary>
internal static class NodeLocalIps
{
    public static IEnumerable<NodeLocalIp> Of(IStateReader state, IEnumerable<Port> localPorts) =>
        from port in localPorts
        from association in LocalIpTables.ByPort.Of(state, port.Id)
        let local = state.In(LocalIpTables.LocalIps).Find(association.LocalIpId)
        where local is not null
        select new NodeLocalIp(association.Id, port.Id, local.Address, association.FixedAddress, local.IpMode == LocalIp.Translate);
}
