namespace Naru.Rest.Doctor;

/// <summary>Something that holds between the state and what hosts have. Hosts follow the state, so that it is late for a moment after each change.</summary>
public interface IHostInvariant
{
    /// <summary>What holds, in one sentence.</summary>
    string Rule { get; }

    /// <summary>Asks the hosts, and compares what they say with the state after that.</summary>
    Task<IReadOnlyList<Violation>> ViolationsAsync(CancellationToken cancellation);
}
