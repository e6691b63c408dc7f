namespace Naru.ObjectStorage.Index;

/// <summary>One version of an object: usually the only one.</summary>
internal sealed record StoredObject
{
    public required string Name { get; init; }

    public required Timestamp Modified { get; init; }

    public ObjectKind Kind { get; init; }

    /// <summary>The bytes that a reader gets; of a static large object, those of all segments.</summary>
    public long Size { get; init; }

    /// <summary>The bytes that are kept for this object itself.</summary>
    public long StoredSize { get; init; }

    /// <summary>MD5 of what a reader gets, in hex; of a static large object, MD5 over its segments' ETags.</summary>
    public required string ETag { get; init; }

    /// <summary>MD5 of the bytes that are kept.</summary>
    public required string StoredETag { get; init; }

    public required string ContentType { get; init; }

    public HeaderMap Headers { get; init; } = HeaderMap.Empty;

    /// <summary>Null when there are no bytes.</summary>
    public ContentAddress? Content { get; init; }

    /// <summary>When the object ends, in seconds since 1970; null: never.</summary>
    public long? DeleteAt { get; init; }

    /// <summary>The version's name where versions are kept; zero: made when none were (<c>null</c> in the API).</summary>
    public long Version { get; init; }

    /// <summary>A dynamic large object: what follows is <c>container/prefix</c> of its segments.</summary>
    public string? DynamicManifest => Headers["X-Object-Manifest"];

    public string? SymlinkTarget => Headers["X-Symlink-Target"];

    public bool IsExpired(DateTimeOffset now) => DeleteAt is { } end && end <= now.ToUnixTimeSeconds();

    public string VersionId => Version == 0 ? "null" : new Timestamp(Version).ToString();
}
