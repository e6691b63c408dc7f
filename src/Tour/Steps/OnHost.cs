namespace Naru.Tour.Steps;

/// <summary>Commands that are typed on a host or in an instance of the lab, one after the other.</summary>
/// <param name="Target">The host or instance.</param>
public sealed record OnHost(Said Title, Said Text, string Target, IReadOnlyList<Line> Lines) : Step(Title, Text)
{
    /// <summary>In an instance they are its own programs and files, as after a login; otherwise the machine's in its network.</summary>
    public bool IsInside { get; init; }

    /// <summary>What to look at in what they printed.</summary>
    public Said? Afterwards { get; init; }

    /// <summary>What the machine must have for them; without it they are only shown.</summary>
    public Requirement? Needs { get; init; }
}
