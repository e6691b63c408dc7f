using System.Text;
using Naru.Primitives;

namespace Naru.ObjectStorage.Requests;

/// <summary>What a URL names: an account, a container or an object.</summary>
/// <param name="Container">Empty when an account is meant.</param>
/// <param name="Object">Empty when a container is meant. May hold slashes; they have no meaning to the store.</param>
internal sealed record StoragePath(string Account, string Container, string Object)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public bool IsAccount => Container.Length == 0;

    public bool IsContainer => Container.Length > 0 && Object.Length == 0;

    /// <summary>As clients sign it: <c>/v1/AUTH_project/container/object</c>, not encoded.</summary>
    public string Signed => $"/v1/{Account}{(IsAccount ? "" : $"/{Container}")}{(Object.Length == 0 ? "" : $"/{Object}")}";

    /// <summary>Reads what follows <c>/v1/</c> in the request line, percent-encoded.</summary>
    public static Result<StoragePath> Parse(ReadOnlySpan<char> encoded)
    {
        var query = encoded.IndexOf('?');
        if (query >= 0)
            encoded = encoded[..query];
        if (Decode(encoded) is not { } path)
            return SwiftErrors.Precondition("Invalid UTF8 or contains NULL");
        var parts = path.Split('/', 3);
        if (parts[0].Length == 0 || (parts is [_, "", { Length: > 0 }]))
            return SwiftErrors.NotFound;
        var named = new StoragePath(parts[0], parts.ElementAtOrDefault(1) ?? "", parts.ElementAtOrDefault(2) ?? "");
        return named.Checked();
    }

    /// <summary>Reads <c>container/object</c> as headers have it, percent-encoded, with or without a slash in front.</summary>
    public static Result<StoragePath> ParseTarget(string account, string target, string header)
    {
        if (Decode(target) is not { } path)
            return SwiftErrors.Precondition($"{header} is not UTF-8.");
        var parts = path.TrimStart('/').Split('/', 2);
        return parts is [{ Length: > 0 } container, { Length: > 0 } name]
            ? new StoragePath(account, container, name).Checked()
            : SwiftErrors.Precondition($"{header} header must be of the form <container name>/<object name>");
    }

    /// <summary>The text of percent-encoded UTF-8; null when it is none, or holds NUL.</summary>
    public static string? Decode(ReadOnlySpan<char> encoded)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(encoded)];
        Encoding.UTF8.GetBytes(encoded, bytes);
        var length = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '%' && i + 2 < bytes.Length && Hex(bytes[i + 1]) is { } high && Hex(bytes[i + 2]) is { } low)
            {
                bytes[length++] = (byte)((high << 4) | low);
                i += 2;
            }
            else
            {
                bytes[length++] = bytes[i];
            }
        }
        if (bytes.AsSpan(0, length).Contains((byte)0))
            return null;
        try
        {
            return Strict.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }

        static int? Hex(byte digit) => char.IsAsciiHexDigit((char)digit) ? Convert.ToInt32(((char)digit).ToString(), 16) : null;
    }

    private Result<StoragePath> Checked()
    {
        if (Encoding.UTF8.GetByteCount(Account) > Limits.AccountName)
            return SwiftErrors.Bad($"Account name length of {Encoding.UTF8.GetByteCount(Account)} longer than {Limits.AccountName}");
        if (Encoding.UTF8.GetByteCount(Container) > Limits.ContainerName)
            return SwiftErrors.Bad($"Container name length of {Encoding.UTF8.GetByteCount(Container)} longer than {Limits.ContainerName}");
        if (Encoding.UTF8.GetByteCount(Object) > Limits.ObjectName)
            return SwiftErrors.Bad($"Object name length of {Encoding.UTF8.GetByteCount(Object)} longer than {Limits.ObjectName}");
        return this;
    }
}
