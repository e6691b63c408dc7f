using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Naru.Identity.Tokens;

/// <summary>Turns payloads into tokens and back: a compact binary record and its HMAC-SHA256, together in base64url.</summary>
internal sealed class TokenCodec(byte[] key)
{
    private const int SignatureBytes = 32;
    private const int MaxLength = 1024;

    public string Encode(TokenPayload payload)
    {
        var record = TokenRecord.Write(payload);
        Span<byte> signed = stackalloc byte[record.Length + SignatureBytes];
        record.CopyTo(signed);
        HMACSHA256.HashData(key, record, signed[record.Length..]);
        return Base64Url.EncodeToString(signed);
    }

    /// <summary>Whether this program signed the text. It may be expired or revoked all the same.</summary>
    public bool TryDecode(string token, [NotNullWhen(true)] out TokenPayload? payload)
    {
        payload = null;
        if (token.Length is < 48 or > MaxLength)
            return false;
        Span<byte> bytes = stackalloc byte[Base64Url.GetMaxDecodedLength(token.Length)];
        if (Base64Url.DecodeFromChars(token, bytes, out _, out var written) is not OperationStatus.Done || written <= SignatureBytes)
            return false;
        var record = bytes[..(written - SignatureBytes)];
        var signature = bytes[record.Length..written];
        Span<byte> expected = stackalloc byte[SignatureBytes];
        HMACSHA256.HashData(key, record, expected);
        return CryptographicOperations.FixedTimeEquals(expected, signature) && TokenRecord.TryRead(record, out payload);
    }
}
