using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Naru.Identity.Passwords;

/// <summary>Stores passwords as <c>$pbkdf2-sha512$i=ROUNDS$SALT$HASH</c> (PBKDF2, RFC 8018 §5.2; salt and hash in base64).</summary>
/// <remarks>A hash takes about a tenth of a second of a core on purpose: never make or check one inside a write.</remarks>
internal static class PasswordHash
{
    private const string Scheme = "pbkdf2-sha512";

    // The number that OWASP's Password Storage Cheat Sheet names for PBKDF2-HMAC-SHA512.
    private const int Rounds = 210_000;
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    /// <summary>The hash of a password that nobody has: checking it takes as long as checking a real one.</summary>
    public static readonly string OfNobody = Of(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    public static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var hash = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, Rounds, HashAlgorithmName.SHA512, HashBytes);
        return $"${Scheme}$i={Rounds.ToString(CultureInfo.InvariantCulture)}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}";
    }

    /// <summary>Whether the password is the one that was stored; a stored text of another form matches nothing.</summary>
    public static bool Matches(string stored, string password)
    {
        if (stored.Split('$') is not ["", Scheme, ['i', '=', .. var rounds], var salt, var hash]
            || !int.TryParse(rounds, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > 10_000_000)
        {
            return false;
        }
        Span<byte> expected = stackalloc byte[HashBytes];
        Span<byte> salted = stackalloc byte[SaltBytes];
        if (!Convert.TryFromBase64String(hash, expected, out var written) || written != HashBytes
            || !Convert.TryFromBase64String(salt, salted, out written) || written != SaltBytes)
        {
            return false;
        }
        Span<byte> actual = stackalloc byte[HashBytes];
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salted, actual, count, HashAlgorithmName.SHA512);
        return CryptographicOperations.FixedTimeEquals(actual, expected);
    }
}
