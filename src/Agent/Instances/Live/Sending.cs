namespace Naru.Agent.Instances.Live;

/// <summary>Whether the memory of an instance was begun to be sent in its departure. QEMU tells how the last time went, and not which one that was.</summary>
internal enum Sending
{
    No,

    /// <summary>It was about to be.</summary>
    About,

    Yes,
}
