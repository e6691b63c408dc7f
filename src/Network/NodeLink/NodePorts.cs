using System.Runtime.CompilerServices;
using Naru.Network.Ports;
using Naru.Network.Qos;
using Naru.Network.Trunks;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.NodeLink;

/// <summary>A port as a host is told of it.</summary>
internal static class NodePorts
{
    /// <summary>Hosts are told the same of a port that is elsewhere: many views share one object, for as long as the port is as it is.</summary>
    private static readonly ConditionalWeakTable<Port, NodePort> Elsewhere = [];

    public static NodePort Of(IStateReader state, Port port, string host)
    {
        var everywhere = Elsewhere.GetValue(port, Describe);
        return port.Binding.Host != host
            ? everywhere
            : everywhere with
            {
                Trunk = TrunkTable.ByParent.Find(state, port.Id) is { } trunk ? TrunkView.Of(trunk) : null,
                Qos = NodePolicies.Of(state, EffectivePolicy.Of(state, port)),
            };
    }

    private static NodePort Describe(Port port) => new(
        port.Id,
        port.Name,
        port.NetworkId,
        port.ProjectId,
        port.MacAddress,
        port.FixedIps.Select(ip => new NodeAddress(ip.SubnetId, ip.Address)).ToEquatableList(),
        port.DeviceId,
        port.DeviceOwner,
        port.Binding.Host,
        port.Binding.IsBound,
        port.Binding.Details is { OvsHybridPlug: true },
        port.AdminStateUp,
        port.PortSecurityEnabled,
        port.SecurityGroupIds.Items.Sort(StringComparer.Ordinal).ToEquatableList(),
        port.AllowedAddressPairs.Select(pair => new NodeAddressPair(pair.MacAddress ?? port.MacAddress, pair.IpAddress)).ToEquatableList(),
        port.ExtraDhcpOptions.Select(option => new NodeDhcpOption(option.Name, option.Value, option.IpVersion)).ToEquatableList(),
        HostNameOf(port),
        port.DnsDomain.TrimEnd('.'));

    // The names that Neutron gives to ports without a name of their own.
    private static string HostNameOf(Port port)
    {
        if (port.DnsName.Length > 0)
            return port.DnsName;
        return port.FixedIps.IsEmpty
            ? $"host-{port.Id[..8]}"
            : $"host-{port.FixedIps[0].Address.ToString().Replace('.', '-').Replace(':', '-')}";
    }
}
