using Naru.Network.Nodes;
using Naru.Network.Ports;
using Naru.Network.Segments;
using Naru.State;

namespace Naru.Network.Ml2.MechanismDrivers;

/// <summary>A way to connect ports on a host: Open vSwitch, Linux bridge, OVN.</summary>
public interface IMechanismDriver
{
    /// <summary>As agents name it: <c>openvswitch</c>, <c>linuxbridge</c>, <c>ovn</c>.</summary>
    string Name { get; }

    /// <summary>The binding when the node can carry the segment for this port; null when it cannot.</summary>
    PortBinding? TryBind(IStateReader state, Port port, Node node, Segment segment);

    /// <summary>Why <see cref="TryBind"/> gives null, as a sentence; null: there is no more to say than that the node does not carry the segment.</summary>
    string? WhyNot(IStateReader state, Port port, Node node, Segment segment) => node.LackOf(segment.NetworkType) is { } lack
        ? $"Host '{node.Id}' carries no {segment.NetworkType} networks: {lack}."
        : null;
}
