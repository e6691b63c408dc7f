using System.Buffers.Binary;
using Naru.Primitives;

namespace Naru.Protocols.Packets.Dhcpv6;

/// <summary>How clients and servers are told apart (RFC 8415 §11). Whoever makes one may put in what it likes.</summary>
public static class Duid
{
    private const ushort LinkLayerAndTime = 1;
    private const ushort LinkLayer = 3;
    private const ushort Ethernet = 1;

    /// <summary>DUID-LL: the link-layer address alone.</summary>
    public static EquatableList<byte> Of(MacAddress mac)
    {
        Span<byte> octets = stackalloc byte[4 + MacAddress.Length];
        BinaryPrimitives.WriteUInt16BigEndian(octets, LinkLayer);
        BinaryPrimitives.WriteUInt16BigEndian(octets[2..], Ethernet);
        mac.Write(octets[4..]);
        return EquatableList.Create<byte>(octets);
    }

    /// <summary>The MAC address in a DUID-LLT or DUID-LL; null: it is of another kind.</summary>
    public static MacAddress? MacOf(ReadOnlySpan<byte> duid)
    {
        if (duid.Length < 4 || BinaryPrimitives.ReadUInt16BigEndian(duid[2..]) != Ethernet)
            return null;
        return BinaryPrimitives.ReadUInt16BigEndian(duid) switch
        {
            LinkLayerAndTime when duid.Length == 8 + MacAddress.Length => MacAddress.Read(duid[8..]),
            LinkLayer when duid.Length == 4 + MacAddress.Length => MacAddress.Read(duid[4..]),
            _ => null,
        };
    }
}
