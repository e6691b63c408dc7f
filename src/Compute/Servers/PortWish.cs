using Naru.Primitives;

namespace Naru.Compute.Servers;

/// <summary>A port that an instance shall have.</summary>
/// <param name="NetworkId">Of a port that is to be made.</param>
/// <param name="PortId">A port that exists; null: one is made.</param>
/// <param name="Address">Null: any.</param>
internal sealed record PortWish(string NetworkId, string? PortId, IpAddress? Address, string? Tag)
{
    /// <summary>Of a port that is to be made; empty: the project's default group.</summary>
    public EquatableList<string> SecurityGroupIds { get; init; }
}
