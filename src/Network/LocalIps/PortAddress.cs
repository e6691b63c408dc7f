using Naru.Network.Ports;
using Naru.Primitives;

namespace Naru.Network.LocalIps;

/// <summary>Which IPv4 address of a port is meant.</summary>
internal static class PortAddress
{
    /// <param name="wanted">The address that a request names; zero: it names none.</param>
    /// <param name="onlyOne">Refuse to choose among several.</param>
    public static Result<IpAddress> Choose(Port port, IpAddress wanted, bool onlyOne = true)
    {
        var addresses = port.FixedIps.Items.Select(ip => ip.Address).Where(address => address.IsV4).ToList();
        if (wanted != default)
            return addresses.Contains(wanted) ? wanted : LocalIpErrors.AddressNotFound(port.Id, wanted);
        return addresses switch
        {
            [] => LocalIpErrors.NoAddress(port.Id),
            [_, _, ..] when onlyOne => LocalIpErrors.AddressNeeded(port.Id),
            [var first, ..] => first,
        };
    }
}
