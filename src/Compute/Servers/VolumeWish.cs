namespace Naru.Compute.Servers;

/// <summary>A volume that an instance shall have.</summary>
/// <param name="Source"><c>volume</c>, <c>image</c>, <c>snapshot</c> or <c>blank</c>: what it is, or what it is made from.</param>
/// <param name="SourceId">Null for <c>blank</c>.</param>
/// <param name="Device">Null: the next free one.</param>
internal sealed record VolumeWish(string Source, string? SourceId, int? SizeGiB, int BootIndex, string? Device)
{
    public bool DeleteOnTermination { get; init; }

    public string? Tag { get; init; }

    public string? Type { get; init; }
}
