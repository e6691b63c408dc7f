using System.Globalization;
using System.Text.Json.Serialization;

namespace Naru.Primitives;

/// <summary>An address block: a network address and a prefix length (RFC 4632, RFC 4291 §2.3). Host bits are always zero.</summary>
/// <remarks>The default value is 0.0.0.0/0.</remarks>
[JsonConverter(typeof(IpPrefixJson))]
public readonly record struct IpPrefix : IComparable<IpPrefix>
{
    private IpPrefix(IpAddress network, int length) => (Network, Length) = (network, length);

    /// <summary>The first address of the block.</summary>
    public IpAddress Network { get; }

    /// <summary>Number of leading bits that are fixed.</summary>
    public int Length { get; }

    public int Version => Network.Version;

    public bool IsV4 => Network.IsV4;

    public bool IsV6 => Network.IsV6;

    /// <summary>The last address of the block; for IPv4 of up to /30 it is the directed broadcast.</summary>
    public IpAddress Last => Network.IsV6 ? IpAddress.V6(Network.Value | HostMask) : IpAddress.V4((uint)(Network.Value | HostMask));

    /// <summary>The mask as an address, e.g. 255.255.255.0.</summary>
    public IpAddress Netmask => Network.IsV6 ? IpAddress.V6(~HostMask) : IpAddress.V4(~(uint)HostMask);

    /// <summary>How many addresses the block has; 2^128 is given as the largest number that fits.</summary>
    public UInt128 Count => HostMask == UInt128.MaxValue ? UInt128.MaxValue : HostMask + 1;

    private UInt128 HostMask => Network.Bits - Length is 128 ? UInt128.MaxValue : (UInt128.One << (Network.Bits - Length)) - 1;

    /// <summary>The block of this length that contains the address; host bits are cleared.</summary>
    public static IpPrefix Containing(IpAddress address, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, address.Bits);
        var mask = new IpPrefix(address, length).HostMask;
        return new IpPrefix(address.IsV6 ? IpAddress.V6(address.Value & ~mask) : IpAddress.V4((uint)(address.Value & ~mask)), length);
    }

    /// <summary>The block that holds just this address.</summary>
    public static IpPrefix OfHost(IpAddress address) => new(address, address.Bits);

    public bool Contains(IpAddress address) =>
        address.IsV6 == Network.IsV6 && Network <= address && address <= Last;

    public bool Contains(IpPrefix other) => other.Length >= Length && Contains(other.Network);

    public bool Overlaps(IpPrefix other) => Contains(other.Network) || other.Contains(Network);

    /// <summary>Reads <c>10.0.0.0/24</c>. Without a length it is a single address; host bits are cleared.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpPrefix prefix)
    {
        prefix = default;
        var slash = text.IndexOf('/');
        if (!IpAddress.TryParse(slash < 0 ? text : text[..slash], out var address))
            return false;
        var length = address.Bits;
        if (slash >= 0 && (!int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out length)
            || length > address.Bits))
        {
            return false;
        }
        prefix = Containing(address, length);
        return true;
    }

    public static IpPrefix Parse(string text) =>
        TryParse(text, out var prefix) ? prefix : throw new FormatException($"'{text}' is not an address block.");

    public int CompareTo(IpPrefix other) =>
        Network.CompareTo(other.Network) is var order && order != 0 ? order : Length.CompareTo(other.Length);

    public static bool operator <(IpPrefix left, IpPrefix right) => left.CompareTo(right) < 0;

    public static bool operator >(IpPrefix left, IpPrefix right) => left.CompareTo(right) > 0;

    public static bool operator <=(IpPrefix left, IpPrefix right) => left.CompareTo(right) <= 0;

    public static bool operator >=(IpPrefix left, IpPrefix right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"{Network}/{Length}";
}
