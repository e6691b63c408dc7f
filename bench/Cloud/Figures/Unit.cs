namespace Naru.Bench.Figures;

/// <summary>What a figure counts. Of what is done in a second more is better, of everything else less.</summary>
public enum Unit
{
    PerSecond,
    GigabitsPerSecond,
    Milliseconds,
    Seconds,
    Mebibytes,
}
