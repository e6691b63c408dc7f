using System.Collections.Immutable;
using System.Globalization;
using Naru.NodeContract;
using Naru.Protocols.Ovsdb.Replica;
using SwitchPort = Naru.Protocols.Ovsdb.Models.Vswitch.Port;

namespace Naru.Agent.OpenVSwitch.Ports;

/// <summary>Which VLAN of br-int stands for which network on this host.</summary>
/// <remarks>
/// The numbers mean nothing outside of the host, but must stay: they are conntrack zones too. They are kept where Neutron keeps
/// them, in <c>other_config:net_uuid</c> and <c>tag</c> of the ports, so that a restarted agent finds them.
/// </remarks>
public static class LocalVlans
{
    public const string NetworkKey = "net_uuid";
    public const string TagKey = "tag";

    private const ushort First = 1;

    /// <summary>4095 marks ports that are not wired; see <see cref="SwitchPlan.DeadVlan"/>.</summary>
    private const ushort Last = 4094;

    /// <summary>The VLANs of all networks of the view: kept where there is one, the lowest free one otherwise.</summary>
    /// <returns>Networks beyond the 4094th get none.</returns>
    public static ImmutableDictionary<string, ushort> Assign(
        NodeView view, ImmutableDictionary<string, ushort> current, ReplicaSnapshot @switch)
    {
        var recorded = Recorded(@switch);
        var vlans = ImmutableDictionary.CreateBuilder<string, ushort>();
        var taken = new HashSet<ushort>();
        foreach (var network in view.Networks)
        {
            if ((current.TryGetValue(network.Id, out var vlan) || recorded.TryGetValue(network.Id, out vlan)) && taken.Add(vlan))
                vlans.Add(network.Id, vlan);
        }
        // A port that is still there has the VLAN of a network that is gone until the port is gone as well.
        taken.UnionWith(recorded.Values);
        var next = First;
        foreach (var network in view.Networks.OrderBy(network => network.Id))
        {
            if (vlans.ContainsKey(network.Id))
                continue;
            while (next <= Last && !taken.Add(next))
                next++;
            if (next > Last)
                break;
            vlans.Add(network.Id, next);
        }
        return vlans.ToImmutable();
    }

    private static Dictionary<string, ushort> Recorded(ReplicaSnapshot @switch)
    {
        var recorded = new Dictionary<string, ushort>();
        foreach (var port in @switch.Table<SwitchPort>().Rows)
        {
            if (port.OtherConfig.TryGetValue(NetworkKey, out var network) && port.OtherConfig.TryGetValue(TagKey, out var text)
                && ushort.TryParse(text, CultureInfo.InvariantCulture, out var vlan) && vlan is >= First and <= Last)
            {
                recorded[network] = vlan;
            }
        }
        return recorded;
    }
}
