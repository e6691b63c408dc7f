using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Naru.Primitives;

/// <summary>A 48-bit Ethernet address (IEEE 802). The default value is 00:00:00:00:00:00, which no interface has.</summary>
[JsonConverter(typeof(MacAddressJson))]
public readonly record struct MacAddress : IComparable<MacAddress>
{
    public const int Length = 6;

    public static readonly MacAddress Broadcast = new(0xffff_ffff_ffff);
    public static readonly MacAddress Zero;

    private MacAddress(ulong value) => Value = value;

    /// <summary>The address as a number; the first octet on the wire is the most significant.</summary>
    public ulong Value { get; }

    public bool IsMulticast => (Value >> 40 & 1) != 0;

    public static MacAddress FromValue(ulong value) => new(value & 0xffff_ffff_ffff);

    public static MacAddress Read(ReadOnlySpan<byte> octets) =>
        new((ulong)BinaryPrimitives.ReadUInt16BigEndian(octets) << 32 | BinaryPrimitives.ReadUInt32BigEndian(octets[2..]));

    public void Write(Span<byte> octets)
    {
        BinaryPrimitives.WriteUInt16BigEndian(octets, (ushort)(Value >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(octets[2..], (uint)Value);
    }

    /// <summary>Reads <c>aa:bb:cc:dd:ee:ff</c>; hyphens are accepted, as are upper-case digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out MacAddress address)
    {
        address = default;
        if (text.Length != 17)
            return false;
        ulong value = 0;
        for (var octet = 0; octet < Length; octet++)
        {
            if (octet > 0 && text[octet * 3 - 1] is not (':' or '-'))
                return false;
            if (!byte.TryParse(text.Slice(octet * 3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var part))
                return false;
            value = value << 8 | part;
        }
        address = new MacAddress(value);
        return true;
    }

    public static MacAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not a MAC address.");

    public int CompareTo(MacAddress other) => Value.CompareTo(other.Value);

    public static bool operator <(MacAddress left, MacAddress right) => left.Value < right.Value;

    public static bool operator >(MacAddress left, MacAddress right) => left.Value > right.Value;

    public static bool operator <=(MacAddress left, MacAddress right) => left.Value <= right.Value;

    public static bool operator >=(MacAddress left, MacAddress right) => left.Value >= right.Value;

    public override string ToString() => string.Create(17, Value, static (text, value) =>
    {
        const string Digits = "0123456789abcdef";
        for (var octet = 0; octet < Length; octet++)
        {
            var part = (int)(value >> (40 - octet * 8) & 0xff);
            text[octet * 3] = Digits[part >> 4];
            text[octet * 3 + 1] = Digits[part & 15];
            if (octet < 5)
                text[octet * 3 + 2] = ':';
        }
    });
}
