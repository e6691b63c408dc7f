using Naru.Lab.Processes;

namespace Naru.Lab.Hosts;

/// <summary>A host as started: who it is and which processes keep it.</summary>
public sealed record HostState(LabHost Host)
{
    /// <summary>The process whose only work is to keep the host's namespaces.</summary>
    public ProcessIdentity? Holder { get; init; }

    public ProcessIdentity? Agent { get; init; }
}
