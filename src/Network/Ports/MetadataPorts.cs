using Naru.Network.Networks;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Ports;

/// <summary>The ports from which OVN's hosts answer for metadata: one a network, the same on each host.</summary>
public static class MetadataPorts
{
    private const string Device = "ovnmeta-";

    public static Port? Find(IStateReader state, string networkId) =>
        PortTable.ByNetworkAndOwner.Of(state, (networkId, DeviceOwners.Distributed)).FirstOrDefault(port => port.DeviceId == DeviceOf(networkId));

    internal static string DeviceOf(string networkId) => Device + networkId;

    /// <summary>The port of a network, made or brought up to date: an address on each IPv4 subnet with DHCP; none without such a subnet.</summary>
    internal static void Ensure(Transaction state, PortLifecycle ports, VirtualNetwork network)
    {
        var existing = Find(state, network.Id);
        var subnets = SubnetTable.ByNetwork.Of(state, network.Id).Where(subnet => subnet is { EnableDhcp: true, IpVersion: 4 })
            .OrderBy(subnet => subnet.CreatedAt).ToList();
        if (subnets.Count == 0)
        {
            if (existing is not null)
                ports.Delete(state, existing);
            return;
        }
        var wanted = subnets.Select(subnet => new FixedIpRequest(subnet.Id)).ToEquatableList();
        // A subnet without a free address goes without metadata; its instances are served otherwise.
        if (existing is null)
        {
            ports.Create(state, new Port
            {
                ProjectId = network.ProjectId,
                NetworkId = network.Id,
                DeviceId = DeviceOf(network.Id),
                DeviceOwner = DeviceOwners.Distributed,
                RequestedIps = wanted,
            });
        }
        else if (existing.FixedIps.Count != subnets.Count || !subnets.TrueForAll(subnet => existing.FixedIps.Items.Any(ip => ip.SubnetId == subnet.Id)))
        {
            ports.Change(state, existing, existing with { RequestedIps = wanted });
        }
    }
}
