namespace Naru.NodeContract;

/// <summary>How far a <see cref="NodeDeparture"/> is.</summary>
/// <param name="Machine">What the instance is made of, for the host that it goes to: only the driver reads it. Empty: not known yet.</param>
/// <param name="Fault">Why it cannot leave; empty: it can.</param>
public sealed record NodeDepartureState(string MigrationId, string Machine, string Fault)
{
    /// <summary>In octets, as all that follow.</summary>
    public long MemoryTotal { get; init; }

    public long MemorySent { get; init; }

    public long MemoryLeft { get; init; }

    public long DiskTotal { get; init; }

    public long DiskSent { get; init; }
}
