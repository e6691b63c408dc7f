namespace Naru.HostNetwork;

/// <summary>A file that a host shall have.</summary>
/// <param name="Path">From the root of the host.</param>
public sealed record HostFile(string Path, string Content)
{
    /// <summary>Readable for root alone, as what may hold secrets is expected to be.</summary>
    public bool IsPrivate { get; init; }
}
