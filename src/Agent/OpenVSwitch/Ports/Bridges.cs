using System.Globalization;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.OpenVSwitch.Ports;

/// <summary>The names of bridges and of the ports between them, as Neutron's agents make them.</summary>
public static class Bridges
{
    public const string Integration = "br-int";
    public const string Tunnel = "br-tun";

    /// <summary>On br-int, towards br-tun.</summary>
    public const string PatchToTunnel = "patch-tun";

    /// <summary>On br-tun, towards br-int.</summary>
    public const string PatchToIntegration = "patch-int";

    private const int DeviceNameLength = 15;

    /// <summary>On br-int, towards a provider bridge: <c>int-br-ex</c>.</summary>
    public static string PatchToProvider(string bridge) => Cut($"int-{bridge}");

    /// <summary>On a provider bridge, towards br-int: <c>phy-br-ex</c>.</summary>
    public static string PatchFromProvider(string bridge) => Cut($"phy-{bridge}");

    /// <summary>On a trunk bridge, towards the parent's port of br-int.</summary>
    public static string TrunkToParent(string portId) => Cut($"tpt-{portId}");

    /// <summary>On br-int: the parent's port, towards its trunk bridge.</summary>
    public static string ParentToTrunk(string portId) => Cut($"tpi-{portId}");

    /// <summary>On a trunk bridge, towards a subport's port of br-int.</summary>
    public static string TrunkToSubPort(string portId) => Cut($"spt-{portId}");

    /// <summary>On br-int: a subport's port, towards its trunk bridge.</summary>
    public static string SubPortToTrunk(string portId) => Cut($"spi-{portId}");

    /// <summary>A tunnel's port: the type and the remote IPv4 address in hexadecimal, <c>vxlan-0a000002</c>.</summary>
    /// <remarks>An IPv6 address does not fit into a device name; 32 bits of a hash stand for it.</remarks>
    public static string TunnelPort(SegmentType type, IpAddress remote)
    {
        var value = remote.IsV4 ? (uint)remote.Value : (uint)(remote.Value ^ remote.Value >> 32 ^ remote.Value >> 64 ^ remote.Value >> 96);
        return Cut($"{TypeName(type)}-{value.ToString("x8", CultureInfo.InvariantCulture)}");
    }

    /// <summary>The interface type of Open vSwitch, which is also the word of the API.</summary>
    public static string TypeName(SegmentType type) => type switch
    {
        SegmentType.Vxlan => "vxlan",
        SegmentType.Gre => "gre",
        SegmentType.Geneve => "geneve",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "It is no tunnel."),
    };

    private static string Cut(string name) => name.Length <= DeviceNameLength ? name : name[..DeviceNameLength];
}
