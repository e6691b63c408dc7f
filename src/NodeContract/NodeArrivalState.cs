namespace Naru.NodeContract;

/// <summary>How far a <see cref="NodeArrival"/> is.</summary>
/// <param name="MemoryAt">As <see cref="NodeDeparture.MemoryAt"/>.</param>
/// <param name="DisksAt">As <see cref="NodeDeparture.DisksAt"/>.</param>
/// <param name="HasArrived">All of it is here: it would run as soon as it is allowed to.</param>
/// <param name="Fault">Why it cannot come; empty: it can.</param>
public sealed record NodeArrivalState(string MigrationId, string MemoryAt, string DisksAt, bool HasArrived, string Fault);
