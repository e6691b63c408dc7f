using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;

namespace Naru.SharedFileSystems.Requests;

/// <summary>What a method and a path do in some versions of the API.</summary>
/// <param name="Action">The name of an action in the body; null when the path says all.</param>
internal sealed record Operation(VersionRange Versions, string? Action, Func<ShareRequest, Task<Result<Reply>>> Handle)
{
    /// <summary>The last version that has it only for requests which say that they know it to be experimental; 0: none.</summary>
    public int ExperimentalUntil { get; init; }
}
