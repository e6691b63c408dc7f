using System.Runtime.InteropServices;

namespace Naru.Protocols.Netlink.Wire;

/// <summary>Walks over attributes: <c>foreach (var attribute in new AttributeReader(bytes))</c>.</summary>
/// <remarks>An attribute whose length is smaller than its header or reaches beyond the end ends the walk: nothing after it can be trusted.</remarks>
public ref struct AttributeReader(ReadOnlySpan<byte> bytes)
{
    // NLA_TYPE_MASK: without NLA_F_NESTED and NLA_F_NET_BYTEORDER.
    private const ushort TypeMask = 0x3fff;

    private ReadOnlySpan<byte> _rest = bytes;

    public NetlinkAttribute Current { get; private set; }

    public readonly AttributeReader GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.Length < NetlinkAttribute.HeaderLength)
            return false;
        var length = MemoryMarshal.Read<ushort>(_rest);
        if (length < NetlinkAttribute.HeaderLength || length > _rest.Length)
            return false;
        var type = MemoryMarshal.Read<ushort>(_rest[2..]);
        Current = new NetlinkAttribute((ushort)(type & TypeMask), _rest[NetlinkAttribute.HeaderLength..length]);
        // The padding of the last attribute may be missing.
        _rest = _rest[Math.Min(NetlinkMessage.Align(length), _rest.Length)..];
        return true;
    }

    /// <summary>The first attribute of this type; its value is empty if there is none.</summary>
    public readonly NetlinkAttribute Find(ushort type)
    {
        foreach (var attribute in this)
        {
            if (attribute.Type == type)
                return attribute;
        }
        return default;
    }
}
