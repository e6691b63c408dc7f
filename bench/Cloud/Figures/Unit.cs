namespace Naru.Bench.Figures;

/// <summary>What a figure counts. Of rates more is better, of everything else less.</summary>
public enum Unit
{
    PerSecond,
    Milliseconds,
    Seconds,
    Mebibytes,
}
