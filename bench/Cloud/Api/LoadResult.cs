using Naru.Bench.Figures;

namespace Naru.Bench.Api;

/// <summary>What one run of a load has shown.</summary>
/// <param name="Milliseconds">Of each request that was answered with 200 or 201.</param>
/// <param name="Refused">Requests with any other answer.</param>
/// <param name="ServerTime">The processor time that the server took: unlike the rate, it does not depend on what else the machine does.</param>
public sealed record LoadResult(Samples Milliseconds, int Refused, TimeSpan Elapsed, TimeSpan ServerTime)
{
    public double PerSecond => Milliseconds.Count / Elapsed.TotalSeconds;

    public double ServerMilliseconds => ServerTime.TotalMilliseconds / Milliseconds.Count;
}
