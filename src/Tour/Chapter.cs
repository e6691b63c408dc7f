using Naru.Tour.Steps;

namespace Naru.Tour;

/// <summary>A part of the course: steps that are done one after the other.</summary>
/// <param name="Name">The word for it on the command line.</param>
public sealed record Chapter(string Name, Said Title, IReadOnlyList<Step> Steps)
{
    /// <summary>What has to stand before its first step.</summary>
    public Setting Needs { get; init; } = Setting.Cloud;

    /// <summary>Takes away what its steps leave on a host; may be run when there is nothing to take away.</summary>
    public Cleaning? Cleaning { get; init; }
}
