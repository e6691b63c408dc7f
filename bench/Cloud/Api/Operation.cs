namespace Naru.Bench.Api;

/// <summary>One thing that clients ask for again and again.</summary>
/// <param name="Name">As in the table and in <see cref="Figures.Neutron"/>.</param>
/// <param name="Prepare">Makes what a run with so many clients works on, and says which requests it sends.</param>
public sealed record Operation(string Name, Func<int, NextRequest> Prepare)
{
    public IReadOnlyList<int> Clients { get; init; } = [1, 8];

    /// <summary>Without the token: it asks for one.</summary>
    public bool SignsIn { get; init; }

    /// <summary>The least operations a second with 8 clients.</summary>
    public double? Aim { get; init; }

    /// <summary>The most milliseconds that 99 of 100 requests take with 8 clients.</summary>
    public double? AimForSlowest { get; init; }
}
