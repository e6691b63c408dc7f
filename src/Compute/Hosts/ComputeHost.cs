using Naru.NodeContract;
using Naru.State;

namespace Naru.Compute.Hosts;

/// <summary>A host that runs instances, as it has described itself, and what administrators have decided about it.</summary>
public sealed record ComputeHost : IDocument
{
    /// <summary>The host's name.</summary>
    public string Id { get; init; } = "";

    /// <summary>As numbers, which old clients name it by.</summary>
    public int Number { get; init; }

    public string HypervisorUuid { get; init; } = "";

    public string ServiceUuid { get; init; } = "";

    public NodeHypervisor Hypervisor { get; init; } = new([], 0, 0, 0);

    /// <summary>It gets no further instances.</summary>
    public bool IsDisabled { get; init; }

    public string? DisabledReason { get; init; }

    /// <summary>An administrator has said that it is down, whatever it says itself.</summary>
    public bool IsForcedDown { get; init; }

    /// <summary>When it or what was decided about it has changed last.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}
