namespace Naru.Network.Routers;

/// <summary>One of a router's gateways.</summary>
/// <param name="NetworkId">The external network.</param>
/// <param name="PortId">The router's port on it.</param>
public sealed record RouterGatewayPort(string NetworkId, string PortId);
