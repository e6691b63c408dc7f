using System.Security.Cryptography;
using System.Text;

namespace Naru.ObjectStorage.LargeObjects;

/// <summary>The ETags of what is put together from pieces.</summary>
internal static class ETags
{
    public static string Of(string text) => Of(Encoding.ASCII.GetBytes(text));

#pragma warning disable CA5351 // An ETag is an MD5 by definition of the API.
    public static string Of(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351
}
