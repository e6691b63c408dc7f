using Naru.State;

namespace Naru.Rest.Doctor;

/// <summary>Holds a snapshot against every invariant.</summary>
public sealed class Examination(IEnumerable<IInvariant> invariants)
{
    private readonly IReadOnlyList<IInvariant> _invariants = [.. invariants];

    public int Invariants => _invariants.Count;

    public IReadOnlyList<Finding> Of(Snapshot state) =>
        [.. _invariants.SelectMany(invariant => invariant.Violations(state).Select(violation => new Finding(invariant.Rule, violation)))];
}
