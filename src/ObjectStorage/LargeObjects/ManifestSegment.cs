namespace Naru.ObjectStorage.LargeObjects;

/// <summary>One piece of a static large object.</summary>
/// <param name="Bytes">The size of the whole segment.</param>
/// <param name="ETag">MD5 of the whole segment.</param>
/// <param name="First">Where the used part begins.</param>
/// <param name="Length">How many bytes of it are used.</param>
internal sealed record ManifestSegment(string Container, string Object, long Bytes, string ETag, long First, long Length)
{
    /// <summary>The bytes themselves, where the manifest holds them.</summary>
    public byte[]? Data { get; init; }

    /// <summary>A piece that the manifest itself holds.</summary>
    public static ManifestSegment OfData(byte[] data) => new("", "", data.Length, ETags.Of(data), 0, data.Length) { Data = data };

    public string ContentType { get; init; } = "";

    public Timestamp Modified { get; init; }

    public bool IsManifest { get; init; }

    public bool IsRanged => First != 0 || Length != Bytes;

    /// <summary>As in manifests: first and last byte.</summary>
    public string Range => $"{First}-{First + Length - 1}";
}
