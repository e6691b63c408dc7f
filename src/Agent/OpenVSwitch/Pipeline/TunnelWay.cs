using Naru.NodeContract;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>The port of br-tun that leads to a host.</summary>
internal readonly record struct TunnelWay(SegmentType Type, string Host, uint Number);
