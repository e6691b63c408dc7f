namespace Naru.SharedFileSystems.Documents;

/// <summary>A port of a share server.</summary>
/// <param name="SubnetId">The subnet of the share network that it is in.</param>
/// <param name="PortId">The Networking API's.</param>
/// <param name="Address">Where clients find shares: IPv4.</param>
public sealed record ServerPort(string SubnetId, string PortId, string Address);
