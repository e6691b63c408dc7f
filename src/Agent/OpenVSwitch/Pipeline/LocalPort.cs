using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>A port that is plugged into this host's br-int.</summary>
/// <param name="Number">Its OpenFlow port.</param>
/// <param name="LocalVlan">The VLAN of its network on this host.</param>
public sealed record LocalPort(NodePort Port, uint Number, ushort LocalVlan)
{
    private const string TrunkSubport = "trunk:subport";

    /// <summary>Ports of the cloud's own services (routers, DHCP) are trusted; so is what the owner exempted from port security.</summary>
    public bool IsTrusted => !Port.PortSecurityEnabled || Port.IsOfService;

    /// <summary>It stands on a patch towards a trunk's bridge and not on a device.</summary>
    public bool IsOnTrunk => Port.Trunk is not null || Port.DeviceOwner == TrunkSubport;

    /// <summary>Its firewall is made of flows; a hybrid port's sits on a Linux bridge before br-int.</summary>
    public bool HasFlowFirewall => !IsTrusted && !Port.HybridPlug;

    /// <summary>Source MAC and address pairs that it may use: its own and the allowed ones.</summary>
    public IEnumerable<NodeAddressPair> Sources
    {
        get
        {
            foreach (var fixedIp in Port.FixedIps)
                yield return new NodeAddressPair(Port.Mac, IpPrefix.OfHost(fixedIp.Address));
            foreach (var pair in Port.AllowedAddressPairs)
                yield return pair;
        }
    }

    public IEnumerable<MacAddress> Macs => Sources.Select(source => source.Mac).Prepend(Port.Mac).Distinct();
}
