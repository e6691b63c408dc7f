using Naru.Primitives;

namespace Naru.Protocols.Ovsdb.VirtualSwitch;

/// <summary>What a host's Open vSwitch should hold.</summary>
/// <param name="Owner">
/// Marks what is made here. Bridges and ports that carry the mark and are not named here are removed, so name everything.
/// </param>
public sealed record DesiredSwitch(Ownership Owner)
{
    public EquatableList<DesiredBridge> Bridges { get; init; }

    /// <summary>A port of a bridge that is neither desired nor there waits until the bridge is.</summary>
    public EquatableList<DesiredPort> Ports { get; init; }

    /// <summary>Ports that others plug; none of them is among <see cref="Ports"/>.</summary>
    public EquatableList<DesiredWiring> Wirings { get; init; }

    /// <summary>Bridges that must not be, whoever made them.</summary>
    public EquatableList<string> AbsentBridges { get; init; }

    /// <summary>Ports that must not be, whoever made them.</summary>
    public EquatableList<string> AbsentPorts { get; init; }
}
