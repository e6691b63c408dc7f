using Naru.Primitives;

namespace Naru.Network.Ports;

/// <summary>Addresses that a port may use besides its own. Null MAC in a request: the port's own.</summary>
public sealed record AllowedAddressPair(IpPrefix IpAddress, MacAddress? MacAddress)
{
    /// <summary>Printed without a length when it was given without one.</summary>
    public bool IsBlock { get; init; }
}
