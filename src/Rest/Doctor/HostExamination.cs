namespace Naru.Rest.Doctor;

/// <summary>Holds the hosts against every invariant that is about them.</summary>
public sealed class HostExamination(IEnumerable<IHostInvariant> invariants, TimeProvider time)
{
    /// <summary>What a host is just about to do, it has done by then.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly IReadOnlyList<IHostInvariant> _invariants = [.. invariants];

    public int Invariants => _invariants.Count;

    /// <summary>What is wrong, and is so still a while later.</summary>
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        var first = await LookAsync(cancellation);
        if (first.Count == 0)
            return first;
        await Task.Delay(Patience, time, cancellation);
        var second = await LookAsync(cancellation);
        return [.. second.Where(first.Contains)];
    }

    private async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        foreach (var invariant in _invariants)
            findings.AddRange((await invariant.ViolationsAsync(cancellation)).Select(violation => new Finding(invariant.Rule, violation)));
        return findings;
    }
}
