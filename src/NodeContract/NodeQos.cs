namespace Naru.NodeContract;

/// <summary>What a QoS policy asks of the data plane, seen from the instance: egress leaves it.</summary>
/// <param name="PolicyId">The policy, even if it asks for nothing now.</param>
/// <param name="EgressBandwidth">In kbit/s; null: no limit.</param>
/// <param name="IngressBandwidth">In kbit/s; null: no limit.</param>
/// <param name="EgressPackets">In packets per second; null: no limit.</param>
/// <param name="IngressPackets">In packets per second; null: no limit.</param>
/// <param name="DscpMark">What the packets are marked with that leave the instance (RFC 2474); null: left as they are.</param>
public sealed record NodeQos(
    string PolicyId, NodeRate? EgressBandwidth, NodeRate? IngressBandwidth, NodeRate? EgressPackets, NodeRate? IngressPackets, byte? DscpMark);
