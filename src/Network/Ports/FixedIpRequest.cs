using Naru.Primitives;

namespace Naru.Network.Ports;

/// <summary>An address as a request describes it: by subnet, by address, or by both.</summary>
public sealed record FixedIpRequest(string? SubnetId = null, IpAddress? Address = null);
