using System.Globalization;
using Naru.Primitives;

namespace Naru.ObjectStorage.Forms;

/// <summary>What a form allows, and which its signature covers.</summary>
/// <param name="MaxFileSize">Bytes of each file.</param>
/// <param name="Expires">Seconds since 1970.</param>
internal sealed record SignedForm(string Redirect, long MaxFileSize, int MaxFileCount, long Expires, long? DeleteAt)
{
    public static Result<SignedForm> Read(IReadOnlyDictionary<string, string> fields)
    {
        if (Number(fields, "max_file_size") is not { } size)
            return SwiftErrors.Bad("max_file_size not an integer");
        if (Number(fields, "max_file_count") is not { } count || count > int.MaxValue)
            return SwiftErrors.Bad("max_file_count not an integer");
        if (Number(fields, "expires") is not { } expires)
            return SwiftErrors.Bad("expired not an integer");
        var end = Number(fields, "x_delete_at") ?? (Number(fields, "x_delete_after") is { } after ? DateTimeOffset.UtcNow.ToUnixTimeSeconds() + after : null);
        return new SignedForm(fields.GetValueOrDefault("redirect") ?? "", size, (int)count, expires, end);
    }

    /// <summary>The text that is signed for a path.</summary>
    public string TextOf(string path) => string.Create(CultureInfo.InvariantCulture, $"{path}\n{Redirect}\n{MaxFileSize}\n{MaxFileCount}\n{Expires}");

    private static long? Number(IReadOnlyDictionary<string, string> fields, string name) =>
        long.TryParse(fields.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
