using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Naru.Primitives;

namespace Naru.Protocols.Packets.Dhcp;

/// <summary>Reads and writes DHCP messages (RFC 2131 §2 and §4.1, RFC 2132, RFC 3396).</summary>
public static class DhcpWire
{
    public const ushort ServerPort = 67;
    public const ushort ClientPort = 68;

    /// <summary>The IP datagram any client must be able to receive: 576 octets (RFC 2132 §9.10).</summary>
    public const int SmallestMaximumMessageSize = 576;

    private const int HeaderLength = 236;
    private const int ServerNameAt = 44, ServerNameLength = 64;
    private const int FileAt = 108, FileLength = 128;
    private const uint MagicCookie = 0x63825363;
    private const byte Ethernet = 1;
    private const int BroadcastFlag = 0x8000;

    // BOOTP's vendor area was 64 octets, and some relays drop what is shorter than it made a message.
    private const int ShortestMessage = HeaderLength + 64;

    [Flags]
    private enum Overload
    {
        None = 0,
        File = 1,
        ServerName = 2,
    }

    public static bool TryRead(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out DhcpMessage? message)
    {
        message = null;
        if (octets.Length < HeaderLength + 4
            || octets[0] is not (1 or 2)
            || octets[1] != Ethernet
            || octets[2] != MacAddress.Length
            || BinaryPrimitives.ReadUInt32BigEndian(octets[HeaderLength..]) != MagicCookie)
        {
            return false;
        }
        var values = new Dictionary<int, List<byte>>();
        var order = new List<int>();
        if (!TryReadOptions(octets[(HeaderLength + 4)..], values, order))
            return false;
        var overload = values.Remove((int)DhcpOptionCode.Overload, out var said) && said is [var fields] ? (Overload)fields : Overload.None;
        var file = octets.Slice(FileAt, FileLength);
        var serverName = octets.Slice(ServerNameAt, ServerNameLength);
        if (overload.HasFlag(Overload.File) && !TryReadOptions(file, values, order)
            || overload.HasFlag(Overload.ServerName) && !TryReadOptions(serverName, values, order))
        {
            return false;
        }
        message = new DhcpMessage
        {
            IsReply = octets[0] == 2,
            Hops = octets[3],
            TransactionId = BinaryPrimitives.ReadUInt32BigEndian(octets[4..]),
            Seconds = BinaryPrimitives.ReadUInt16BigEndian(octets[8..]),
            Broadcast = (BinaryPrimitives.ReadUInt16BigEndian(octets[10..]) & BroadcastFlag) != 0,
            ClientAddress = IpAddress.Read(octets[12..16]),
            YourAddress = IpAddress.Read(octets[16..20]),
            NextServer = IpAddress.Read(octets[20..24]),
            RelayAddress = IpAddress.Read(octets[24..28]),
            ClientMac = MacAddress.Read(octets[28..]),
            ServerName = overload.HasFlag(Overload.ServerName) ? "" : ReadText(serverName),
            BootFile = overload.HasFlag(Overload.File) ? "" : ReadText(file),
            Options = order.Where(values.ContainsKey)
                .Select(code => new DhcpOption((DhcpOptionCode)code, values[code].ToEquatableList()))
                .ToEquatableList(),
        };
        return true;
    }

    /// <summary>Writes a message of at most <paramref name="limit"/> octets (UDP payload).</summary>
    /// <remarks>
    /// Options that find no room after the header go into <c>file</c> and <c>sname</c> when these are empty (option 52); what
    /// still does not fit is left out, the last first, so a sender lists what matters most first.
    /// </remarks>
    public static void Write(DhcpMessage message, IBufferWriter<byte> output, int limit = ushort.MaxValue)
    {
        var header = new byte[HeaderLength];
        header[0] = (byte)(message.IsReply ? 2 : 1);
        header[1] = Ethernet;
        header[2] = MacAddress.Length;
        header[3] = message.Hops;
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), message.TransactionId);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(8), message.Seconds);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(10), (ushort)(message.Broadcast ? BroadcastFlag : 0));
        message.ClientAddress.Write(header.AsSpan(12));
        message.YourAddress.Write(header.AsSpan(16));
        message.NextServer.Write(header.AsSpan(20));
        message.RelayAddress.Write(header.AsSpan(24));
        message.ClientMac.Write(header.AsSpan(28));
        WriteText(message.ServerName, header.AsSpan(ServerNameAt, ServerNameLength));
        WriteText(message.BootFile, header.AsSpan(FileAt, FileLength));

        var rest = new Queue<DhcpOption>(message.Options);
        var room = Math.Max(limit, ShortestMessage) - HeaderLength - 4;
        var options = new List<byte>();
        if (message.Options.Sum(option => WireLength(option)) + 1 > room)
        {
            const int OverloadOption = 3;
            TakeWhatFits(rest, options, room - 1 - OverloadOption);
            var overload = Overload.None;
            if (message.BootFile.Length == 0 && Fill(rest, header.AsSpan(FileAt, FileLength)))
                overload |= Overload.File;
            if (message.ServerName.Length == 0 && Fill(rest, header.AsSpan(ServerNameAt, ServerNameLength)))
                overload |= Overload.ServerName;
            if (overload is not Overload.None)
                options.AddRange([(byte)DhcpOptionCode.Overload, 1, (byte)overload]);
        }
        else
        {
            TakeWhatFits(rest, options, room - 1);
        }
        options.Add((byte)DhcpOptionCode.End);

        output.Write(header);
        BinaryPrimitives.WriteUInt32BigEndian(output.GetSpan(4), MagicCookie);
        output.Advance(4);
        output.Write(options.ToArray());
        var padding = ShortestMessage - HeaderLength - 4 - options.Count;
        if (padding > 0)
            output.Write(new byte[padding]);
    }

    // A code met again continues its value (RFC 3396 §7). A list that is cut short is refused; one without an end is not.
    private static bool TryReadOptions(ReadOnlySpan<byte> octets, Dictionary<int, List<byte>> values, List<int> order)
    {
        while (!octets.IsEmpty)
        {
            var code = octets[0];
            if (code is (byte)DhcpOptionCode.End)
                return true;
            if (code is (byte)DhcpOptionCode.Pad)
            {
                octets = octets[1..];
                continue;
            }
            if (octets.Length < 2 || octets.Length < 2 + octets[1])
                return false;
            if (!values.TryGetValue(code, out var value))
            {
                values.Add(code, value = []);
                order.Add(code);
            }
            value.AddRange(octets.Slice(2, octets[1]));
            octets = octets[(2 + octets[1])..];
        }
        return true;
    }

    private static int WireLength(DhcpOption option) => option.Value.Count + 2 * Parts(option);

    private static int Parts(DhcpOption option) => Math.Max(1, (option.Value.Count + 254) / 255);

    private static void TakeWhatFits(Queue<DhcpOption> options, List<byte> output, int room)
    {
        for (var skipped = options.Count; skipped > 0; skipped--)
        {
            var option = options.Dequeue();
            if (output.Count + WireLength(option) > room)
            {
                options.Enqueue(option);
                continue;
            }
            for (var part = 0; part < Parts(option); part++)
            {
                var value = option.Value.Items.AsSpan()[(part * 255)..];
                value = value[..Math.Min(value.Length, 255)];
                output.Add((byte)option.Code);
                output.Add((byte)value.Length);
                output.AddRange(value);
            }
        }
    }

    private static bool Fill(Queue<DhcpOption> options, Span<byte> field)
    {
        var taken = new List<byte>();
        TakeWhatFits(options, taken, field.Length - 1);
        if (taken.Count == 0)
            return false;
        taken.Add((byte)DhcpOptionCode.End);
        taken.ToArray().CopyTo(field);
        return true;
    }

    private static string ReadText(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    private static void WriteText(string text, Span<byte> field)
    {
        Encoding.UTF8.TryGetBytes(text, field[..^1], out _);
    }
}
