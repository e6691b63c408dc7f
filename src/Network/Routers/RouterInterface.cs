using Naru.Network.Ports;
using Naru.Primitives;

namespace Naru.Network.Routers;

/// <summary>What adding or removing an interface answers.</summary>
/// <param name="Port">The port of the interface, as it is or was.</param>
/// <param name="SubnetIds">The subnets that the router was connected to or taken off.</param>
public sealed record RouterInterface(string RouterId, Port Port, EquatableList<string> SubnetIds);
