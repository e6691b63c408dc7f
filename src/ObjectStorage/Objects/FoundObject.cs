using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.Requests;

namespace Naru.ObjectStorage.Objects;

/// <summary>An object and where it is, after symbolic links have been followed.</summary>
internal sealed record FoundObject(StoragePath Path, Container Container, StoredObject Object)
{
    /// <summary>Whether a link led here, so that the client is told the real place.</summary>
    public bool IsLinked { get; init; }
}
