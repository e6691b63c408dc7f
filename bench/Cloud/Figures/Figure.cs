using System.Globalization;

namespace Naru.Bench.Figures;

/// <summary>One measured figure.</summary>
/// <param name="What">What was measured, as a line of the table.</param>
public sealed record Figure(string What, double Value, Unit Unit)
{
    /// <summary>What Neutron does on a machine of the same kind, in the same unit; null where that was not measured.</summary>
    public double? Neutron { get; init; }

    /// <summary>The project's aim, in the same unit: the least rate, or the most of anything else.</summary>
    public double? Aim { get; init; }

    /// <summary>What else is worth knowing: percentiles, counts.</summary>
    public string Detail { get; init; } = "";

    private bool IsRate => Unit is Unit.PerSecond or Unit.GigabitsPerSecond;

    /// <summary>How many times better than Neutron.</summary>
    public double? Ratio => IsRate ? Value / Neutron : Neutron / Value;

    public bool? MeetsAim => Aim is null ? null : IsRate ? Value >= Aim : Value <= Aim;

    public string Text(double value)
    {
        // Three digits say all that a measurement on a shared machine can say.
        var digits = value switch { >= 100 => 0, >= 10 => 1, _ => 2 };
        return $"{value.ToString($"N{digits}", CultureInfo.InvariantCulture)} {Symbol}";
    }

    private string Symbol => Unit switch
    {
        Unit.PerSecond => "/s",
        Unit.GigabitsPerSecond => "Gbit/s",
        Unit.Milliseconds => "ms",
        Unit.Seconds => "s",
        _ => "MiB",
    };
}
