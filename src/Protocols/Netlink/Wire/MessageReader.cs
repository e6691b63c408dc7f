using System.Runtime.InteropServices;

namespace Naru.Protocols.Netlink.Wire;

/// <summary>Walks over the messages of one datagram: <c>foreach (var message in new MessageReader(datagram))</c>.</summary>
/// <remarks>A message whose length is smaller than its header or reaches beyond the end ends the walk.</remarks>
public ref struct MessageReader(ReadOnlySpan<byte> datagram)
{
    private ReadOnlySpan<byte> _rest = datagram;

    public ReceivedMessage Current { get; private set; }

    public readonly MessageReader GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.Length < NetlinkMessage.HeaderLength)
            return false;
        var length = MemoryMarshal.Read<uint>(_rest);
        if (length < NetlinkMessage.HeaderLength || length > _rest.Length)
            return false;
        Current = new ReceivedMessage(
            type: MemoryMarshal.Read<ushort>(_rest[4..]),
            flags: (NetlinkFlags)MemoryMarshal.Read<ushort>(_rest[6..]),
            sequence: MemoryMarshal.Read<uint>(_rest[8..]),
            body: _rest[NetlinkMessage.HeaderLength..(int)length]);
        _rest = _rest[Math.Min(NetlinkMessage.Align((int)length), _rest.Length)..];
        return true;
    }
}
