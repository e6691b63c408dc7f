using System.Security.Cryptography;
using System.Text;

namespace Naru.BlockStorage.Transfers;

/// <summary>The key of a transfer, of which only a hash is kept.</summary>
internal static class TransferKey
{
    private const int KeyBytes = 8;

    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));

    public static string Hash(string salt, string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(salt + key)));

    public static bool Fits(string hash, string salt, string key) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(Hash(salt, key)));
}
