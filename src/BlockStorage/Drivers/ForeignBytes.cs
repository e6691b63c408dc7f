namespace Naru.BlockStorage.Drivers;

/// <summary>Bytes that could become a volume or a snapshot.</summary>
/// <param name="Name">What the driver calls them.</param>
internal sealed record ForeignBytes(string Name, long Length);
