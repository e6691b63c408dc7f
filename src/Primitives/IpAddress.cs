using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Serialization;

namespace Naru.Primitives;

/// <summary>An IPv4 or IPv6 address as a number, so that ranges, pools and prefixes are arithmetic.</summary>
/// <remarks>The default value is 0.0.0.0. IPv4 and IPv6 addresses never compare equal; all IPv4 sorts before all IPv6.</remarks>
[JsonConverter(typeof(IpAddressJson))]
public readonly record struct IpAddress : IComparable<IpAddress>
{
    private readonly bool _isV6;

    private IpAddress(UInt128 value, bool isV6) => (Value, _isV6) = (value, isV6);

    /// <summary>The address as a number, network byte order.</summary>
    public UInt128 Value { get; }

    public bool IsV4 => !_isV6;

    public bool IsV6 => _isV6;

    /// <summary>4 or 6, as <c>ip_version</c> in the API.</summary>
    public int Version => _isV6 ? 6 : 4;

    /// <summary>Width in bits: 32 or 128.</summary>
    public int Bits => _isV6 ? 128 : 32;

    public bool IsMulticast => _isV6 ? Value >> 120 == 0xff : (uint)Value >> 28 == 0xe;

    public bool IsLinkLocal => _isV6 ? Value >> 118 == 0x3fa : (uint)Value >> 16 == 0xa9fe;

    public static IpAddress V4(uint value) => new(value, false);

    public static IpAddress V6(UInt128 value) => new(value, true);

    public static IpAddress From(IPAddress address)
    {
        Span<byte> octets = stackalloc byte[16];
        address.TryWriteBytes(octets, out var written);
        return Read(octets[..written]);
    }

    /// <summary>Reads 4 or 16 octets in network byte order.</summary>
    public static IpAddress Read(ReadOnlySpan<byte> octets) => octets.Length == 4
        ? V4(BinaryPrimitives.ReadUInt32BigEndian(octets))
        : V6(BinaryPrimitives.ReadUInt128BigEndian(octets));

    /// <summary>Writes 4 or 16 octets and returns how many.</summary>
    public int Write(Span<byte> octets)
    {
        if (_isV6)
        {
            BinaryPrimitives.WriteUInt128BigEndian(octets, Value);
            return 16;
        }
        BinaryPrimitives.WriteUInt32BigEndian(octets, (uint)Value);
        return 4;
    }

    public byte[] ToBytes()
    {
        var octets = new byte[Bits / 8];
        Write(octets);
        return octets;
    }

    public IPAddress ToIPAddress()
    {
        Span<byte> octets = stackalloc byte[16];
        return new IPAddress(octets[..Write(octets)]);
    }

    /// <summary>Reads dotted-quad IPv4 (four decimal parts, nothing else) or any RFC 4291 §2.2 form of IPv6 without a scope.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpAddress address)
    {
        address = default;
        if (text.IsEmpty || text.Contains('%') || text[0] == '[')
            return false;
        var isV6 = text.Contains(':');
        if (!isV6 && !IsDottedQuad(text))
            return false;
        if (!IPAddress.TryParse(text, out var parsed) || parsed.AddressFamily is AddressFamily.InterNetworkV6 != isV6)
            return false;
        address = From(parsed);
        return true;
    }

    public static IpAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an IP address.");

    /// <summary>The address <paramref name="offset"/> further on. Wraps around at the end of the address space.</summary>
    public IpAddress Plus(UInt128 offset) => _isV6 ? V6(Value + offset) : V4((uint)(Value + offset));

    public IpAddress Next => Plus(1);

    public IpAddress Previous => _isV6 ? V6(Value - 1) : V4((uint)Value - 1);

    public int CompareTo(IpAddress other) => _isV6 == other._isV6 ? Value.CompareTo(other.Value) : _isV6.CompareTo(other._isV6);

    public static bool operator <(IpAddress left, IpAddress right) => left.CompareTo(right) < 0;

    public static bool operator >(IpAddress left, IpAddress right) => left.CompareTo(right) > 0;

    public static bool operator <=(IpAddress left, IpAddress right) => left.CompareTo(right) <= 0;

    public static bool operator >=(IpAddress left, IpAddress right) => left.CompareTo(right) >= 0;

    /// <summary>Dotted quad, or the canonical IPv6 form (RFC 5952).</summary>
    public override string ToString() => ToIPAddress().ToString();

    // IPAddress.Parse also reads '1', '0x7f.1' and octal parts, which no API means.
    private static bool IsDottedQuad(ReadOnlySpan<char> text)
    {
        int dots = 0, digits = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '.')
            {
                if (digits == 0)
                    return false;
                dots++;
                digits = 0;
            }
            else if (!char.IsAsciiDigit(text[i]) || ++digits > 3 || (digits == 2 && text[i - 1] == '0'))
            {
                return false;
            }
        }
        return dots == 3 && digits > 0;
    }
}
