using System.Text.Json.Serialization;
using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>What rides on a port of this host besides its own untagged frames.</summary>
public sealed record NodeTrunk(string Id, EquatableList<NodeSubPort> SubPorts)
{
    private const int BridgeNameLength = 14;

    /// <summary>The bridge that the parent is plugged into instead of br-int; Neutron's name for it.</summary>
    [JsonIgnore]
    public string Bridge => $"tbr-{Id}"[..BridgeNameLength];

    /// <summary>What an observation says of a trunk whose subports are all in place.</summary>
    [JsonIgnore]
    public string Carrying => Describe(SubPorts);

    /// <summary>A text that is the same for the same subports and tags, and never empty.</summary>
    public static string Describe(IEnumerable<NodeSubPort> subPorts) =>
        $"VLANs: {string.Join(", ", subPorts.OrderBy(port => port.Vlan).Select(port => $"{port.Vlan} {port.PortId}"))}";
}
