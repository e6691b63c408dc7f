namespace Naru.ObjectStorage;

/// <summary>Swift's default constraints (swift/common/constraints.py), as <c>GET /info</c> announces them. Lengths are of UTF-8, in bytes.</summary>
internal static class Limits
{
    public const long LargestObject = 5_368_709_122;
    public const int AccountName = 256;
    public const int ContainerName = 256;
    public const int ObjectName = 1024;
    public const int ListingLength = 10_000;
    public const int MetadataName = 128;
    public const int MetadataValue = 256;
    public const int MetadataCount = 90;
    public const int MetadataOverall = 4096;
    public const int HeaderLine = 8192;

    public const int ManifestSegments = 1000;
    public const int ManifestBytes = 8 << 20;
    public const int DeletesPerRequest = 10_000;
    public const int ContainersPerExtraction = 10_000;
    public const int FailedExtractions = 1000;
    public const int SymlinkHops = 2;
}
