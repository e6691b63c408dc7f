using Naru.Primitives;

namespace Naru.Lab.Checks;

/// <summary>One thing a user may expect of the cloud, proven with real packets.</summary>
/// <param name="Name">A sentence about what holds.</param>
/// <param name="RunAsync">What was seen, or why it does not hold.</param>
public sealed record Check(string Name, Func<Scene, CancellationToken, Task<Result<string>>> RunAsync)
{
    /// <summary>While it runs an instance is not as the other checks expect it.</summary>
    public bool RunsAlone { get; init; }

    /// <summary>The verdict of a check that does not hold.</summary>
    internal static Error Failed(string seen) => new(ErrorKind.Conflict, "CheckFailed", seen);
}
