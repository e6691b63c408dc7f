using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Naru.Primitives;

namespace Naru.Compute.Keypairs;

/// <summary>A public key, how it is recognized, and the private one if it was made here.</summary>
internal sealed record KeyMaterial(string PublicKey, string Fingerprint, string? PrivateKey)
{
    private const int RsaBits = 2048;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(3650);

    public static KeyMaterial Generate(string type, string owner)
    {
        using var rsa = RSA.Create(RsaBits);
        return type == Keypair.X509 ? Certificate(rsa, owner) : Ssh(rsa);
    }

    public static Result<KeyMaterial> Import(string type, string publicKey) => type == Keypair.X509 ? ImportCertificate(publicKey) : ImportSsh(publicKey);

    private static KeyMaterial Ssh(RSA rsa)
    {
        var key = rsa.ExportParameters(includePrivateParameters: false);
        using var blob = new MemoryStream();
        WriteField(blob, "ssh-rsa"u8);
        WriteNumber(blob, key.Exponent!);
        WriteNumber(blob, key.Modulus!);
        var octets = blob.ToArray();
        return new KeyMaterial($"ssh-rsa {Convert.ToBase64String(octets)} Generated-by-Naru", Md5(octets), rsa.ExportRSAPrivateKeyPem() + "\n");
    }

    private static KeyMaterial Certificate(RSA rsa, string owner)
    {
        var request = new CertificateRequest(new X500DistinguishedName($"CN={owner}"), rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        // Windows takes a certificate in the place of a password when it is for clients (1.3.6.1.5.5.7.3.2).
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now, now + Lifetime);
        return new KeyMaterial(certificate.ExportCertificatePem() + "\n", Sha1(certificate), rsa.ExportPkcs8PrivateKeyPem() + "\n");
    }

    private static Result<KeyMaterial> ImportSsh(string publicKey)
    {
        var words = publicKey.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var buffer = new byte[publicKey.Length];
        // The algorithm stands before the key and again in it.
        if (words.Length < 2 || !Convert.TryFromBase64String(words[1], buffer, out var length) || length < sizeof(int) || !StartsWith(buffer.AsSpan(0, length), words[0]))
            return NovaErrors.BadRequest("Keypair data is invalid: failed to generate fingerprint; expected 'TYPE BASE64 [COMMENT]' as in authorized_keys.");
        return new KeyMaterial(publicKey, Md5(buffer.AsSpan(0, length)), null);
    }

    private static Result<KeyMaterial> ImportCertificate(string publicKey)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(publicKey);
            return new KeyMaterial(publicKey, Sha1(certificate), null);
        }
        catch (CryptographicException exception)
        {
            return NovaErrors.BadRequest($"Keypair data is invalid: failed to generate X509 fingerprint. Error message: {exception.Message}");
        }
    }

    private static bool StartsWith(ReadOnlySpan<byte> blob, string algorithm)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(blob);
        return length >= 0 && length <= blob.Length - sizeof(int) && blob.Slice(sizeof(int), length).SequenceEqual(Encoding.ASCII.GetBytes(algorithm));
    }

    private static void WriteField(Stream target, ReadOnlySpan<byte> octets)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, octets.Length);
        target.Write(length);
        target.Write(octets);
    }

    // A number whose first bit is set would be negative without an octet before it (RFC 4251 section 5).
    private static void WriteNumber(Stream target, byte[] number) => WriteField(target, number[0] >= 0x80 ? [0, .. number] : number);

    // What clients compare; it protects nothing.
#pragma warning disable CA5351
    private static string Md5(ReadOnlySpan<byte> octets) => Colons(MD5.HashData(octets));
#pragma warning restore CA5351

    private static string Sha1(X509Certificate2 certificate) => Colons(certificate.GetCertHash());

    private static string Colons(byte[] digest) => string.Join(':', digest.Select(octet => octet.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
}
