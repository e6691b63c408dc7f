using Naru.Bench.Figures;

namespace Naru.Bench.Api;

/// <summary>What one run of a load has shown.</summary>
/// <param name="Milliseconds">Of each request that was answered with 200 or 201.</param>
/// <param name="Refused">Requests with any other answer.</param>
public sealed record LoadResult(Samples Milliseconds, int Refused, TimeSpan Elapsed)
{
    public double PerSecond => Milliseconds.Count / Elapsed.TotalSeconds;
}
