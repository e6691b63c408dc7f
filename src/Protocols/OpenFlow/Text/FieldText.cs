using System.Globalization;
using System.Text;
using Naru.Primitives;

namespace Naru.Protocols.OpenFlow.Text;

/// <summary>Values of fields as <c>ovs-ofctl</c> writes them.</summary>
internal static class FieldText
{
    private static readonly string[] ConntrackStates = ["new", "est", "rel", "rpl", "inv", "trk", "snat", "dnat"];
    private static readonly string[] TcpFlags = ["fin", "syn", "rst", "psh", "ack", "urg", "ece", "cwr", "ns", "[200]", "[400]", "[800]"];

    /// <summary>Lower-case hexadecimal; zero has no <c>0x</c>, as in C's <c>%#x</c>.</summary>
    public static string Hex(UInt128 value) => value == 0 ? "0" : "0x" + value.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>The value in the field's format, followed by <c>/mask</c> unless the mask covers the field.</summary>
    public static string Value(OxmField field, UInt128 value, UInt128 mask)
    {
        var isExact = mask == field.FullMask;
        switch (field.Format)
        {
            case OxmFormat.Ethernet:
                return Ethernet(value) + (isExact ? "" : "/" + Ethernet(mask));
            case OxmFormat.Ipv4:
                return Ip(IpAddress.V4((uint)value), mask);
            case OxmFormat.Ipv6:
                return Ip(IpAddress.V6(value), mask);
            case OxmFormat.Port:
                return OfPort.Name(field.Bytes == 2 ? OfPort.From16((ushort)value) : (uint)value);
            case OxmFormat.Fragment:
                return Fragment((int)value, (int)mask);
            case OxmFormat.ConntrackState:
                return Flags(ConntrackStates, (uint)value, (uint)mask, isExact);
            case OxmFormat.TcpFlags:
                return Flags(TcpFlags, (uint)value, (uint)mask, isExact);
            case OxmFormat.Number when isExact:
                return value.ToString(CultureInfo.InvariantCulture);
            default:
                return isExact ? Hex(value) : $"{Hex(value)}/{Hex(mask)}";
        }
    }

    private static string Ethernet(UInt128 value) => MacAddress.FromValue((ulong)value).ToString();

    // A mask of leading ones is a prefix length, any other mask is written as an address.
    private static string Ip(IpAddress address, UInt128 mask)
    {
        var ones = (int)UInt128.PopCount(mask);
        if (ones == address.Bits)
            return address.ToString();
        var prefix = IpPrefix.Containing(address, ones);
        return prefix.Netmask.Value == mask
            ? $"{address}/{ones}"
            : $"{address}/{(address.IsV6 ? IpAddress.V6(mask) : IpAddress.V4((uint)mask))}";
    }

    private static string Fragment(int value, int mask) => (mask, value) switch
    {
        (3, 0) => "no",
        (3, 1) => "first",
        (3, 3) => "later",
        (1, 0) => "no",
        (1, 1) => "yes",
        (2, 0) => "not_later",
        (2, 2) => "later",
        _ => "<error>",
    };

    // A full mask lists what is set (new|trk); a partial one says of each bit whether it is wanted (+new-est).
    private static string Flags(string[] names, uint value, uint mask, bool isExact)
    {
        var text = new StringBuilder();
        for (var bit = 0; bit < names.Length; bit++)
        {
            var isSet = (value >> bit & 1) != 0;
            if ((mask >> bit & 1) == 0 || (isExact && !isSet))
                continue;
            if (!isExact)
                text.Append(isSet ? '+' : '-');
            else if (text.Length > 0)
                text.Append('|');
            text.Append(names[bit]);
        }
        return text.Length == 0 ? "0" : text.ToString();
    }
}
