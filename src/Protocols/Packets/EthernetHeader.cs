using System.Buffers;
using System.Buffers.Binary;
using Naru.Primitives;

namespace Naru.Protocols.Packets;

/// <summary>The header of an Ethernet II frame, with its outer 802.1Q tag if there is one.</summary>
/// <param name="EtherType">What follows the header and the tag.</param>
/// <param name="Tag">The tag; null when the frame is untagged.</param>
public readonly record struct EthernetHeader(MacAddress Destination, MacAddress Source, EtherType EtherType, VlanTag? Tag = null)
{
    private const int UntaggedLength = 14;

    public int Length => Tag is null ? UntaggedLength : UntaggedLength + 4;

    public static bool TryRead(ReadOnlySpan<byte> frame, out EthernetHeader header, out ReadOnlySpan<byte> payload)
    {
        header = default;
        payload = default;
        if (frame.Length < UntaggedLength)
            return false;
        var type = (EtherType)BinaryPrimitives.ReadUInt16BigEndian(frame[12..]);
        VlanTag? tag = null;
        if (type is EtherType.Vlan)
        {
            if (frame.Length < UntaggedLength + 4)
                return false;
            tag = VlanTag.FromControl(BinaryPrimitives.ReadUInt16BigEndian(frame[14..]));
            type = (EtherType)BinaryPrimitives.ReadUInt16BigEndian(frame[16..]);
        }
        header = new EthernetHeader(MacAddress.Read(frame), MacAddress.Read(frame[6..]), type, tag);
        payload = frame[header.Length..];
        return true;
    }

    public void Write(IBufferWriter<byte> output)
    {
        var span = output.GetSpan(Length);
        Destination.Write(span);
        Source.Write(span[6..]);
        if (Tag is { } tag)
        {
            BinaryPrimitives.WriteUInt16BigEndian(span[12..], (ushort)EtherType.Vlan);
            BinaryPrimitives.WriteUInt16BigEndian(span[14..], tag.Control);
        }
        BinaryPrimitives.WriteUInt16BigEndian(span[(Length - 2)..], (ushort)EtherType);
        output.Advance(Length);
    }

    /// <summary>As tcpdump prints it with <c>-e</c>: source &gt; destination, type.</summary>
    public override string ToString() =>
        $"{Source} > {Destination}{(Tag is { } tag ? $" vlan {tag.Id}" : "")} {(Enum.IsDefined(EtherType) ? EtherType : $"0x{(int)EtherType:x4}")}";
}
