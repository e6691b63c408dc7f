using Naru.ObjectStorage.S3;

namespace Naru.ObjectStorage;

/// <summary>What an operator decides about the object store.</summary>
/// <param name="DataDirectory">Where objects and their index are kept.</param>
public sealed record ObjectStorageOptions(string DataDirectory)
{
    /// <summary>Where the bytes of objects are instead; null: in files.</summary>
    public S3Options? S3 { get; init; }
}
