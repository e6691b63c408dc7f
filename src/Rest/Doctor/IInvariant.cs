using Naru.State;

namespace Naru.Rest.Doctor;

/// <summary>Something that holds in every state that the rules can lead to. One that is broken tells of a defect, or of a hand in the data.</summary>
public interface IInvariant
{
    /// <summary>What holds, in one sentence.</summary>
    string Rule { get; }

    IEnumerable<Violation> Violations(Snapshot state);
}
