using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Naru.Primitives;

namespace Naru.Protocols.Netlink.Wire;

/// <summary>One request: <c>struct nlmsghdr</c>, the fixed header of its type, then attributes.</summary>
/// <remarks>
/// Multi-byte values are in the byte order of the machine unless a method says <c>BigEndian</c>. Length and sequence
/// number of the header are filled in when the message is sent. Not thread-safe; may be sent more than once.
/// </remarks>
public sealed class NetlinkMessage
{
    internal const int HeaderLength = 16;

    // NLA_F_NESTED: mandatory for nested attributes under strict checking.
    private const ushort NestedFlag = 0x8000;

    private readonly List<SafeHandle> _descriptors = [];
    private byte[] _bytes = new byte[256];
    private int _length = HeaderLength;

    /// <param name="type"><c>nlmsg_type</c>, such as RTM_NEWLINK.</param>
    /// <param name="flags"><c>nlmsg_flags</c>; NLM_F_REQUEST is added.</param>
    /// <param name="purpose">What the request does, as the end of "cannot …": the subject of an error message.</param>
    public NetlinkMessage(ushort type, NetlinkFlags flags, string purpose)
    {
        (Type, Purpose) = (type, purpose);
        MemoryMarshal.Write(_bytes.AsSpan(4), type);
        MemoryMarshal.Write(_bytes.AsSpan(6), (ushort)(flags | NetlinkFlags.Request));
    }

    public ushort Type { get; }

    /// <summary>What the request does, as the end of "cannot …".</summary>
    public string Purpose { get; }

    /// <summary>Bytes of the message so far, a multiple of four.</summary>
    public int Length => _length;

    internal NetlinkFlags Flags => (NetlinkFlags)MemoryMarshal.Read<ushort>(_bytes.AsSpan(6));

    /// <summary>Descriptors whose numbers the message carries: they must stay open until the kernel has read it.</summary>
    internal IReadOnlyList<SafeHandle> Descriptors => _descriptors;

    /// <summary>Reserves zeroed room for a fixed header such as <c>struct ifinfomsg</c>; write its fields into the span at once.</summary>
    public Span<byte> Reserve(int bytes)
    {
        var aligned = Align(bytes);
        if (_length + aligned > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + aligned));
        var room = _bytes.AsSpan(_length, bytes);
        _length += aligned;
        return room;
    }

    /// <summary>Appends <c>struct nlattr</c> and a value that is already in the order the kernel wants.</summary>
    public NetlinkMessage Add(ushort type, ReadOnlySpan<byte> value)
    {
        var attribute = Reserve(NetlinkAttribute.HeaderLength + value.Length);
        MemoryMarshal.Write(attribute, (ushort)attribute.Length);
        MemoryMarshal.Write(attribute[2..], type);
        value.CopyTo(attribute[NetlinkAttribute.HeaderLength..]);
        return this;
    }

    public NetlinkMessage Add(ushort type, byte value) => Add(type, [value]);

    public NetlinkMessage Add(ushort type, ushort value) => Add(type, MemoryMarshal.AsBytes(new ReadOnlySpan<ushort>(in value)));

    public NetlinkMessage Add(ushort type, uint value) => Add(type, MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in value)));

    public NetlinkMessage Add(ushort type, int value) => Add(type, (uint)value);

    public NetlinkMessage Add(ushort type, ulong value) => Add(type, MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in value)));

    public NetlinkMessage AddBigEndian(ushort type, ushort value) => Add(type, BinaryPrimitives.ReverseEndianness(value));

    public NetlinkMessage AddBigEndian(ushort type, uint value) => Add(type, BinaryPrimitives.ReverseEndianness(value));

    /// <summary>Appends text with the terminating zero that the kernel expects.</summary>
    public NetlinkMessage Add(ushort type, string text) => Add(type, [.. Encoding.UTF8.GetBytes(text), 0]);

    public NetlinkMessage Add(ushort type, IpAddress address) => Add(type, address.ToBytes());

    public NetlinkMessage Add(ushort type, MacAddress address)
    {
        Span<byte> octets = stackalloc byte[MacAddress.Length];
        address.Write(octets);
        return Add(type, octets);
    }

    /// <summary>Appends the number of an open descriptor and keeps it open while the message is being sent.</summary>
    public NetlinkMessage Add(ushort type, SafeHandle descriptor)
    {
        _descriptors.Add(descriptor);
        return Add(type, (int)descriptor.DangerousGetHandle());
    }

    /// <summary>Opens a nested attribute; what is added until the returned scope is disposed of goes into it.</summary>
    public NestScope Nest(ushort type)
    {
        var start = _length;
        Add(type, []);
        MemoryMarshal.Write(_bytes.AsSpan(start + 2), (ushort)(type | NestedFlag));
        return new NestScope(this, start);
    }

    /// <summary>Finishes the header and gives the whole message; valid until the message is changed.</summary>
    internal ReadOnlySpan<byte> Finish(uint sequence, NetlinkFlags extra)
    {
        MemoryMarshal.Write(_bytes, (uint)_length);
        MemoryMarshal.Write(_bytes.AsSpan(6), (ushort)(Flags | extra));
        MemoryMarshal.Write(_bytes.AsSpan(8), sequence);
        return _bytes.AsSpan(0, _length);
    }

    internal static int Align(int length) => (length + 3) & ~3;

    /// <summary>Closes a nested attribute by writing its length.</summary>
    public readonly ref struct NestScope(NetlinkMessage message, int start)
    {
        public void Dispose() => MemoryMarshal.Write(message._bytes.AsSpan(start), (ushort)(message._length - start));
    }
}
