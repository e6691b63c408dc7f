using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>A port of br-tun that encapsulates towards one other host.</summary>
public sealed record TunnelPort(SegmentType Type, IpAddress Remote, uint Number);
