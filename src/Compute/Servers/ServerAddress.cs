using Naru.Primitives;

namespace Naru.Compute.Servers;

/// <param name="IsFloating">It leads to a fixed one of the port.</param>
internal sealed record ServerAddress(IpAddress Address, MacAddress Mac, bool IsFloating);
