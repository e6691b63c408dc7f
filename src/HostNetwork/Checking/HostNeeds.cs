using Naru.Primitives;

namespace Naru.HostNetwork.Checking;

/// <summary>What the agent of a host needs of it.</summary>
/// <param name="LocalAddress">Where its tunnels end; null: it has none.</param>
/// <param name="NeededMtu">What full frames need on the way there, in bytes.</param>
/// <param name="Modules">Of the kernel, each with what it is for.</param>
/// <param name="TunnelPorts">UDP ports of tunnels that arrive from other hosts.</param>
public sealed record HostNeeds(
    IpAddress? LocalAddress, int NeededMtu, EquatableList<(string Module, string Purpose)> Modules, EquatableList<int> TunnelPorts)
{
    /// <summary>The names of the devices that are the agent's, or belong to ports of the cloud.</summary>
    public static readonly EquatableList<string> Devices =
        ["br-int", "br-tun", "br-ex", "brq*", "qbr*", "qvb*", "qvo*", "tap*", "tbr-*", "vxlan-*", "vxlan_sys_*", "gre_sys*", "genev_sys_*", "qr-*", "qg-*", "ha-*", "sg-*", "fg-*", "fpr-*", "ovs-system"];
}
