using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Naru.Protocols.Packets.Dns;

/// <summary>A domain name in its text form without the last dot, compared without regard to ASCII case (RFC 1035 §2.3.3, RFC 4343).</summary>
/// <remarks>
/// The root, which is also the default value, is the empty text. A dot or backslash inside a label is escaped as <c>\.</c>
/// or <c>\\</c>, an octet that is not printable as <c>\DDD</c> (RFC 1035 §5.1). A value always fits the limits of the wire:
/// 63 octets a label, 255 in all.
/// </remarks>
public readonly struct DnsName : IEquatable<DnsName>
{
    private const int LongestLabel = 63;
    private const int LongestName = 255;
    private const int PointerBits = 0xc0;

    private readonly string? _text;

    private DnsName(string text) => _text = text;

    public static DnsName Root => default;

    public bool IsRoot => Text.Length == 0;

    private string Text => _text ?? "";

    /// <summary>Reads the text form; a dot at the end is allowed and dropped.</summary>
    public static bool TryParse(string text, out DnsName name)
    {
        name = default;
        if (text is "" or ".")
            return true;
        var builder = new StringBuilder();
        Span<byte> label = stackalloc byte[LongestLabel];
        int labelLength = 0, total = 1;
        for (var position = 0; position <= text.Length;)
        {
            if (position == text.Length || text[position] == '.')
            {
                if (labelLength == 0 || (total += labelLength + 1) > LongestName)
                    return false;
                AppendLabel(builder, label[..labelLength]);
                labelLength = 0;
                position++;
                if (position == text.Length)
                    break;
            }
            else if (labelLength == LongestLabel || !TryOctet(text, ref position, out label[labelLength++]))
            {
                return false;
            }
        }
        name = new DnsName(builder.ToString());
        return true;
    }

    public static DnsName Parse(string text) =>
        TryParse(text, out var name) ? name : throw new FormatException($"'{text}' is not a domain name.");

    /// <summary>Reads a name at a position of a message, following compression pointers (RFC 1035 §4.1.4), and steps behind it.</summary>
    /// <remarks>A pointer must point before where it stands, so every name ends.</remarks>
    public static bool TryRead(ReadOnlySpan<byte> message, ref int position, out DnsName name)
    {
        name = default;
        var builder = new StringBuilder();
        int at = position, total = 1, earliest = position;
        int? after = null;
        while (true)
        {
            if (at < 0 || at >= message.Length)
                return false;
            var length = message[at];
            if ((length & PointerBits) == PointerBits)
            {
                if (at + 1 >= message.Length)
                    return false;
                after ??= at + 2;
                at = (length & ~PointerBits) << 8 | message[at + 1];
                if (at >= earliest)
                    return false;
                earliest = at;
                continue;
            }
            if (length > LongestLabel || at + 1 + length > message.Length)
                return false;
            if (length == 0)
                break;
            if ((total += length + 1) > LongestName)
                return false;
            AppendLabel(builder, message.Slice(at + 1, length));
            at += 1 + length;
        }
        position = after ?? at + 1;
        name = new DnsName(builder.ToString());
        return true;
    }

    /// <summary>Writes the name without compression.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        for (var name = this; !name.IsRoot; name = name.Parent)
            name.WriteFirstLabel(output);
        output.Write<byte>([0]);
    }

    /// <summary>The name without its first label; the root's parent is the root.</summary>
    public DnsName Parent
    {
        get
        {
            var end = EndOfFirstLabel;
            return end >= Text.Length ? Root : new DnsName(Text[(end + 1)..]);
        }
    }

    /// <summary>Whether this is the other name or below it.</summary>
    public bool IsWithin(DnsName other)
    {
        for (var name = this; ; name = name.Parent)
        {
            if (name == other)
                return true;
            if (name.IsRoot)
                return false;
        }
    }

    internal int WriteFirstLabel(IBufferWriter<byte> output)
    {
        var span = output.GetSpan(1 + LongestLabel);
        var length = 0;
        for (int position = 0, end = EndOfFirstLabel; position < end;)
            TryOctet(Text, ref position, out span[1 + length++]);
        span[0] = (byte)length;
        output.Advance(1 + length);
        return 1 + length;
    }

    public bool Equals(DnsName other) => string.Equals(Text, other.Text, StringComparison.OrdinalIgnoreCase);

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is DnsName other && Equals(other);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Text);

    public static bool operator ==(DnsName left, DnsName right) => left.Equals(right);

    public static bool operator !=(DnsName left, DnsName right) => !left.Equals(right);

    public override string ToString() => IsRoot ? "." : Text;

    private int EndOfFirstLabel
    {
        get
        {
            var position = 0;
            while (position < Text.Length && Text[position] != '.')
                position += Text[position] == '\\' ? 2 : 1;
            return Math.Min(position, Text.Length);
        }
    }

    // One octet of a label in text form: as it is, \X, or \DDD.
    private static bool TryOctet(string text, ref int position, out byte octet)
    {
        octet = 0;
        var character = text[position++];
        if (character != '\\')
        {
            octet = (byte)character;
            return character is > ' ' and < '\x7f';
        }
        if (position >= text.Length)
            return false;
        if (!char.IsAsciiDigit(text[position]))
        {
            octet = (byte)text[position];
            return text[position++] is > ' ' and < '\x7f';
        }
        if (position + 3 > text.Length
            || !byte.TryParse(text.AsSpan(position, 3), NumberStyles.None, CultureInfo.InvariantCulture, out octet))
        {
            return false;
        }
        position += 3;
        return true;
    }

    private static void AppendLabel(StringBuilder builder, ReadOnlySpan<byte> label)
    {
        if (builder.Length > 0)
            builder.Append('.');
        foreach (var octet in label)
        {
            if (octet is (byte)'.' or (byte)'\\')
                builder.Append('\\').Append((char)octet);
            else if (octet is > (byte)' ' and < 0x7f)
                builder.Append((char)octet);
            else
                builder.Append('\\').Append(octet.ToString("000"));
        }
    }
}
