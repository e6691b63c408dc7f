using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Naru.Primitives;

namespace Naru.Protocols.Packets.Dhcpv6;

/// <summary>Reads and writes DHCPv6 messages (RFC 8415 §8 and §21.1).</summary>
public static class Dhcpv6Wire
{
    public const ushort ClientPort = 546;
    public const ushort ServerPort = 547;

    private const int HeaderLength = 4;

    /// <summary>All_DHCP_Relay_Agents_and_Servers (RFC 8415 §7.1): whom clients ask.</summary>
    public static readonly IpAddress Servers = IpAddress.Parse("ff02::1:2");

    /// <summary>Messages of relays, which have another header, are not read.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out Dhcpv6Message? message)
    {
        message = null;
        if (octets.Length < HeaderLength || octets[0] is < (byte)Dhcpv6MessageType.Solicit or > (byte)Dhcpv6MessageType.InformationRequest
            || !TryReadOptions(octets[HeaderLength..], out var options))
        {
            return false;
        }
        message = new Dhcpv6Message((Dhcpv6MessageType)octets[0], BinaryPrimitives.ReadUInt32BigEndian(octets) & 0xff_ffff, options);
        return true;
    }

    public static void Write(IBufferWriter<byte> output, Dhcpv6Message message)
    {
        BinaryPrimitives.WriteUInt32BigEndian(output.GetSpan(HeaderLength), (uint)message.Type << 24 | message.TransactionId & 0xff_ffff);
        output.Advance(HeaderLength);
        WriteOptions(output, message.Options);
    }

    internal static void WriteOptions(IBufferWriter<byte> output, IEnumerable<Dhcpv6Option> options)
    {
        foreach (var option in options)
        {
            var span = output.GetSpan(4 + option.Value.Count);
            BinaryPrimitives.WriteUInt16BigEndian(span, (ushort)option.Code);
            BinaryPrimitives.WriteUInt16BigEndian(span[2..], (ushort)option.Value.Count);
            option.Value.Items.AsSpan().CopyTo(span[4..]);
            output.Advance(4 + option.Value.Count);
        }
    }

    internal static bool TryReadOptions(ReadOnlySpan<byte> octets, out EquatableList<Dhcpv6Option> options)
    {
        options = default;
        var read = new List<Dhcpv6Option>();
        while (!octets.IsEmpty)
        {
            if (octets.Length < 4)
                return false;
            var length = BinaryPrimitives.ReadUInt16BigEndian(octets[2..]);
            if (octets.Length < 4 + length)
                return false;
            read.Add(new Dhcpv6Option((Dhcpv6OptionCode)BinaryPrimitives.ReadUInt16BigEndian(octets), EquatableList.Create(octets.Slice(4, length))));
            octets = octets[(4 + length)..];
        }
        options = read.ToEquatableList();
        return true;
    }
}
