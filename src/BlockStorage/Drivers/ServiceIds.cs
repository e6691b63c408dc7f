using System.Security.Cryptography;
using System.Text;

namespace Naru.BlockStorage.Drivers;

/// <summary>The id of a service, which follows from its name.</summary>
internal static class ServiceIds
{
    private const int Bytes = 16;

    /// <param name="host">A <c>HOST@BACKEND</c>; a pool after it does not matter.</param>
    public static string Of(string host) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(host.Split('#')[0])).AsSpan(0, Bytes)).ToString();
}
