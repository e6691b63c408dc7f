namespace Naru.ObjectStorage.Index;

/// <summary>A named set of objects.</summary>
/// <param name="ObjectCount">Current objects; former versions are not counted.</param>
/// <param name="BytesUsed">What these occupy: a manifest counts with its own bytes, not with its segments'.</param>
internal sealed record Container(
    long Id, long AccountId, string Name, Timestamp Created, Timestamp Modified, HeaderMap Headers, long ObjectCount, long BytesUsed)
{
    /// <summary>Null: versions were never kept. False: they are kept no longer, but those there are stay.</summary>
    public bool? KeepsVersions => Headers["X-Versions-Enabled"] is { } value ? value == "true" : null;
}
