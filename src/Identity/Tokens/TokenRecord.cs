using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Naru.Identity.Tokens;

/// <summary>
/// The binary form of a payload: version (8 bits), methods (8), scope kind (8), generation (32), issued and expires
/// (64 each, microseconds since 1970), audit id (16 bytes), then the texts: user, scope, chain, application credential, trust.
/// </summary>
/// <remarks>
/// A text is a length byte and UTF-8; ids of 32 hexadecimal digits are the byte 255 and 16 bytes. Integers are big-endian.
/// </remarks>
internal static class TokenRecord
{
    private const byte Version = 1;
    private const byte HexId = 255;
    private const int FixedBytes = 3 + 4 + 8 + 8 + 16;

    // The end of the year 9999, where .NET's times end.
    private const long LastMicrosecond = 253_402_300_799_999_999;

    public static byte[] Write(TokenPayload payload)
    {
        var record = new List<byte>(128) { Version, (byte)payload.Methods, (byte)payload.Scope.Kind };
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(number, payload.Generation);
        record.AddRange(number[..4]);
        BinaryPrimitives.WriteInt64BigEndian(number, Microseconds(payload.IssuedAt));
        record.AddRange(number);
        BinaryPrimitives.WriteInt64BigEndian(number, Microseconds(payload.ExpiresAt));
        record.AddRange(number);
        record.AddRange(Base64Url.DecodeFromChars(payload.AuditId));
        WriteText(record, payload.UserId);
        WriteText(record, payload.Scope.Id);
        WriteText(record, payload.ChainId);
        WriteText(record, payload.ApplicationCredentialId);
        WriteText(record, payload.TrustId);
        return [.. record];
    }

    public static bool TryRead(ReadOnlySpan<byte> record, [NotNullWhen(true)] out TokenPayload? payload)
    {
        payload = null;
        if (record.Length < FixedBytes || record[0] != Version)
            return false;
        var rest = record[FixedBytes..];
        if (!TryReadText(ref rest, out var user) || !TryReadText(ref rest, out var scope) || !TryReadText(ref rest, out var chain)
            || !TryReadText(ref rest, out var credential) || !TryReadText(ref rest, out var trust))
        {
            return false;
        }
        var (issued, expires) = (BinaryPrimitives.ReadInt64BigEndian(record[7..]), BinaryPrimitives.ReadInt64BigEndian(record[15..]));
        if (issued is < 0 or > LastMicrosecond || expires is < 0 or > LastMicrosecond)
            return false;
        payload = new TokenPayload
        {
            Methods = (TokenMethods)record[1],
            Scope = new TokenScope((TokenScopeKind)record[2], scope),
            Generation = BinaryPrimitives.ReadInt32BigEndian(record[3..]),
            IssuedAt = DateTimeOffset.UnixEpoch.AddTicks(issued * TimeSpan.TicksPerMicrosecond),
            ExpiresAt = DateTimeOffset.UnixEpoch.AddTicks(expires * TimeSpan.TicksPerMicrosecond),
            AuditId = Base64Url.EncodeToString(record[23..FixedBytes]),
            UserId = user,
            ChainId = chain.Length == 0 ? null : chain,
            ApplicationCredentialId = credential.Length == 0 ? null : credential,
            TrustId = trust.Length == 0 ? null : trust,
        };
        return true;
    }

    private static void WriteText(List<byte> record, string? text)
    {
        if (text is { Length: 32 } && Guid.TryParseExact(text, "N", out var id) && id.ToString("N") == text)
        {
            record.Add(HexId);
            record.AddRange(Convert.FromHexString(text));
            return;
        }
        var bytes = Encoding.UTF8.GetBytes(text ?? "");
        if (bytes.Length >= HexId)
            throw new ArgumentException($"The id '{text}' is too long for a token.");
        record.Add((byte)bytes.Length);
        record.AddRange(bytes);
    }

    private static bool TryReadText(ref ReadOnlySpan<byte> rest, out string text)
    {
        text = "";
        if (rest.Length == 0)
            return false;
        var (isHex, length) = (rest[0] == HexId, rest[0] == HexId ? 16 : rest[0]);
        rest = rest[1..];
        if (rest.Length < length)
            return false;
        text = isHex ? Convert.ToHexStringLower(rest[..length]) : Encoding.UTF8.GetString(rest[..length]);
        rest = rest[length..];
        return true;
    }

    private static long Microseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
