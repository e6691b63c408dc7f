using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.Requests;
using Naru.Primitives;

namespace Naru.ObjectStorage.Access;

/// <summary>Temporary URLs: whoever knows a key of the account or container signs a method, a path and an end (Swift's tempurl).</summary>
internal static class SignedUrls
{
    public const string Signature = "temp_url_sig";
    public const string Expires = "temp_url_expires";

    private static readonly string[] ReadMethods = ["GET", "HEAD"];

    public static bool IsSigned(StorageRequest request) => request.HasQuery(Signature) || request.HasQuery(Expires);

    /// <summary>The keys with which requests for an account, or for one of its containers, are signed.</summary>
    public static IEnumerable<byte[]> Keys(Account? account, Container? container)
    {
        string?[] keys =
        [
            account?.Headers["X-Account-Meta-Temp-Url-Key"], account?.Headers["X-Account-Meta-Temp-Url-Key-2"],
            container?.Headers["X-Container-Meta-Temp-Url-Key"], container?.Headers["X-Container-Meta-Temp-Url-Key-2"],
        ];
        return keys.OfType<string>().Select(Encoding.UTF8.GetBytes);
    }

    /// <summary>Null when the signature holds for this request.</summary>
    public static Error? Refusal(StorageRequest request, string rawPath, Account? account, Container? container, DateTimeOffset now)
    {
        if (request.Query(Signature) is not { Length: > 0 } signature || Moment(request.Query(Expires)) is not { } end || end <= now.ToUnixTimeSeconds())
            return SwiftErrors.Unauthenticated;
        if (request.Path.Object.Length == 0)
            return SwiftErrors.Unauthenticated;
        var range = request.Query("temp_url_ip_range");
        if (range is not null && !IsInRange(range, request.Http.Connection.RemoteIpAddress))
            return SwiftErrors.Unauthenticated;
        var paths = Paths(request, rawPath).ToList();
        // A link for reading or writing may also ask for the headers alone.
        string[] methods = request.IsHead ? [.. ReadMethods, "PUT", "POST"] : [request.Method];
        var texts =
            from method in methods
            from path in paths
            select $"{(range is null ? "" : $"ip={range}\n")}{method}\n{end.ToString(CultureInfo.InvariantCulture)}\n{path}";
        return Keys(account, container).Any(key => texts.Any(text => Holds(signature, key, text))) ? null : SwiftErrors.Unauthenticated;
    }

    /// <summary>Whether a signature is that of a text, by the digest that its length or its prefix tells.</summary>
    public static bool Holds(string signature, byte[] key, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var colon = signature.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0)
        {
            var expected = Convert.ToBase64String(Digest(signature[..colon], key, bytes)).TrimEnd('=');
            return Same(signature[(colon + 1)..].Replace('-', '+').Replace('_', '/').TrimEnd('='), expected);
        }
        var name = signature.Length switch
        {
            40 => "sha1",
            64 => "sha256",
            128 => "sha512",
            _ => "",
        };
        return name.Length > 0 && Same(signature.ToLowerInvariant(), Convert.ToHexStringLower(Digest(name, key, bytes)));
    }

    /// <summary>Seconds since 1970 from a number or an ISO 8601 time in UTC.</summary>
    private static long? Moment(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds
        : DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUnixTimeSeconds()
            : null;

    // Clients sign either the path that they request or the one from /v1 on.
    private static IEnumerable<string> Paths(StorageRequest request, string rawPath)
    {
        if (request.Query("temp_url_prefix") is { } prefix)
        {
            if (!request.Path.Object.StartsWith(prefix, StringComparison.Ordinal))
                yield break;
            var container = $"/v1/{request.Path.Account}/{request.Path.Container}/{prefix}";
            yield return $"prefix:{container}";
            yield return $"prefix:{ObjectStorageRegistration.Root}{container}";
        }
        else
        {
            yield return request.Path.Signed;
            yield return ObjectStorageRegistration.Root + request.Path.Signed;
            yield return rawPath;
        }
    }

    private static bool IsInRange(string range, IPAddress? client)
    {
        if (client is { IsIPv4MappedToIPv6: true })
            client = client.MapToIPv4();
        return client is not null
            && (IPNetwork.TryParse(range, out var network) ? network.Contains(client) : IPAddress.TryParse(range, out var address) && address.Equals(client));
    }

    private static byte[] Digest(string name, byte[] key, byte[] text) => name switch
    {
#pragma warning disable CA5350 // The digest is the client's choice; Swift allows SHA-1.
        "sha1" => HMACSHA1.HashData(key, text),
#pragma warning restore CA5350
        "sha256" => HMACSHA256.HashData(key, text),
        "sha512" => HMACSHA512.HashData(key, text),
        _ => [],
    };

    private static bool Same(string given, string expected) =>
        expected.Length > 0 && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
