using System.Security.Cryptography;
using System.Text;

namespace Naru.Network;

/// <summary>Ids that follow from a name and are the same on every server and after every restart.</summary>
internal static class NameUuid
{
    // RFC 4122, appendix C: the namespace of domain names; Neutron derives device ids the same way.
    private static readonly Guid DnsNamespace = new("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    // UUID version 5: SHA-1 of namespace and name (RFC 4122 §4.3). An identifier, not a secret.
#pragma warning disable CA5350
    public static Guid Of(string name) => Of(DnsNamespace, name);

    public static Guid Of(Guid space, string name)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData([.. space.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)], hash);
        hash[6] = (byte)(hash[6] & 0x0f | 0x50);
        hash[8] = (byte)(hash[8] & 0x3f | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
#pragma warning restore CA5350
}
