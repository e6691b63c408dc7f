namespace Naru.Bench.Figures;

/// <summary>Repeated measurements of the same thing.</summary>
public sealed class Samples(IEnumerable<double> values)
{
    private readonly double[] _sorted = [.. values.Order()];

    public int Count => _sorted.Length;

    public double Median => Percentile(0.5);

    public double Largest => _sorted[^1];

    /// <summary>The value that a share of all samples does not exceed (nearest rank).</summary>
    public double Percentile(double share) => _sorted[Math.Min(_sorted.Length - 1, (int)(share * _sorted.Length))];

    public override string ToString() =>
        $"{Count} times, {_sorted[0]:0.#} to {Largest:0.#}, p90 {Percentile(0.9):0.#}";
}
