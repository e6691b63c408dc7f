using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Naru.Primitives;

namespace Naru.Protocols.Netlink.Wire;

/// <summary>An attribute that was read: <c>struct nlattr</c> without its padding.</summary>
/// <remarks>
/// A value shorter than what is asked for reads as zero, an address of the wrong length as <c>null</c>: what another
/// kernel says in another size must not stop a listing.
/// </remarks>
public readonly ref struct NetlinkAttribute(ushort type, ReadOnlySpan<byte> value)
{
    internal const int HeaderLength = 4;

    /// <summary><c>nla_type</c> without the flags for nesting and byte order.</summary>
    public ushort Type { get; } = type;

    public ReadOnlySpan<byte> Value { get; } = value;

    public byte AsByte => Value.Length >= 1 ? Value[0] : (byte)0;

    public ushort AsUInt16 => Value.Length >= 2 ? MemoryMarshal.Read<ushort>(Value) : (ushort)0;

    public uint AsUInt32 => Value.Length >= 4 ? MemoryMarshal.Read<uint>(Value) : 0;

    public int AsInt32 => (int)AsUInt32;

    public ulong AsUInt64 => Value.Length >= 8 ? MemoryMarshal.Read<ulong>(Value) : 0;

    public ushort AsUInt16BigEndian => BinaryPrimitives.ReverseEndianness(AsUInt16);

    public uint AsUInt32BigEndian => BinaryPrimitives.ReverseEndianness(AsUInt32);

    /// <summary>Text up to the first zero.</summary>
    public string AsText => Encoding.UTF8.GetString(Value.IndexOf((byte)0) is >= 0 and var end ? Value[..end] : Value);

    public IpAddress? AsIpAddress => Value.Length is 4 or 16 ? IpAddress.Read(Value) : null;

    public MacAddress? AsMacAddress => Value.Length == MacAddress.Length ? MacAddress.Read(Value) : null;

    /// <summary>The attributes inside of this one.</summary>
    public AttributeReader Nested => new(Value);
}
