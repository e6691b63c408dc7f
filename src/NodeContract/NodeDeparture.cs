namespace Naru.NodeContract;

/// <summary>An instance is to leave its host while it runs. The host tells what it is made of, sends it when it knows where to, and keeps it, halted, until it is gone from the view; without this it runs on.</summary>
/// <param name="MigrationId">Of this attempt.</param>
public sealed record NodeDeparture(string MigrationId)
{
    /// <summary>Where its memory goes, as QEMU's <c>migrate</c> takes it; empty: not known yet.</summary>
    public string MemoryAt { get; init; } = "";

    /// <summary>The address and port at which its disks are written over NBD, each under the name that <see cref="NodeDepartureState.Machine"/> has for it; empty: it has none.</summary>
    public string DisksAt { get; init; } = "";

    /// <summary>It shall be halted, so that its memory does not change faster than it is sent.</summary>
    public bool IsHurried { get; init; }
}
