using Naru.Primitives;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>The IPv6 link-local address that an interface makes from its MAC (RFC 4291 appendix A, modified EUI-64).</summary>
public static class LinkLocal
{
    private static readonly UInt128 Prefix = (UInt128)0xfe80 << 112;

    public static IpAddress Of(MacAddress mac)
    {
        var upper = (mac.Value >> 24) ^ 0x02_0000;
        var identifier = upper << 40 | 0xff_fe00_0000 | (mac.Value & 0xff_ffff);
        return IpAddress.V6(Prefix | identifier);
    }

    /// <summary>The MAC that an address was made from; null: it is another address.</summary>
    public static MacAddress? MacOf(IpAddress address)
    {
        if (!address.IsV6)
            return null;
        var identifier = (ulong)address.Value;
        var mac = MacAddress.FromValue((identifier >> 40 ^ 0x02_0000) << 24 | identifier & 0xff_ffff);
        return Of(mac) == address ? mac : null;
    }
}
