namespace Naru.Compute.Servers;

/// <summary>A port of an instance.</summary>
/// <param name="IsOwn">It was made for the instance, and goes with it.</param>
/// <param name="Tag">The user's word for it; null: none.</param>
public sealed record ServerPort(string PortId, bool IsOwn, string? Tag)
{
    /// <summary>It is being taken out: it is unbound or deleted as soon as the host has let go of it.</summary>
    public bool IsLeaving { get; init; }
}
