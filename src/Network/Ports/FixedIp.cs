using Naru.Primitives;

namespace Naru.Network.Ports;

/// <summary>An address that a port has.</summary>
public sealed record FixedIp(string SubnetId, IpAddress Address);
