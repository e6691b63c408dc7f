using Naru.Compute.Validation;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;

namespace Naru.Compute.Servers.Operations;

/// <summary>Something that <c>POST /servers/{id}/action</c> does.</summary>
/// <param name="Name">The one member of the body.</param>
/// <param name="Rule">Who may do it.</param>
/// <param name="Arguments">The value of the member.</param>
/// <param name="Act">Does it, within the write.</param>
internal sealed record ServerOperation(string Name, string Rule, Shape Arguments, Func<OperationRun, Result<Reply>> Act)
{
    public VersionRange Versions { get; init; } = VersionRange.Always;

    /// <summary>What it is called in refusals and among the instance's actions; empty: it is not kept there.</summary>
    public string Verb { get; init; } = "";

    /// <summary>The states that it may begin in; empty: all.</summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>It may begin while the instance is doing something else.</summary>
    public bool IsPatient { get; init; }

    /// <summary>A lock does not matter to it.</summary>
    public bool PassesLocks { get; init; }

    /// <summary>It makes sense without a host.</summary>
    public bool NeedsNoHost { get; init; }

    /// <summary>It puts the instance on a host that it finds.</summary>
    public bool FindsHost { get; init; }
}
