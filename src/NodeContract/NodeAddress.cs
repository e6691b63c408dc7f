using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>A fixed IP of a port.</summary>
public sealed record NodeAddress(string SubnetId, IpAddress Address);
