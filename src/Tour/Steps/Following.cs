using Naru.Walk.Told;

namespace Naru.Tour.Steps;

/// <summary>A packet is followed through the living cloud, by computation and by asking the data plane.</summary>
/// <param name="From">An instance, or an address outside.</param>
/// <param name="Passes">Kinds of hops that it has to pass in this order, with any others in between.</param>
public sealed record Following(Said Title, Said Text, string From, string To, IReadOnlyList<HopKind> Passes) : Step(Title, Text)
{
    /// <summary>The TCP port that it is for; null: a ping.</summary>
    public int? TcpPort { get; init; }

    /// <summary>The hosts that it must not touch.</summary>
    public IReadOnlyList<string> Avoids { get; init; } = [];

    /// <summary>What to look at.</summary>
    public Said? Afterwards { get; init; }
}
