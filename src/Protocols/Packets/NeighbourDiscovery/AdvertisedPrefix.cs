using Naru.Primitives;

namespace Naru.Protocols.Packets.NeighbourDiscovery;

/// <summary>The prefix information option of a router advertisement (RFC 4861 §4.6.2).</summary>
/// <param name="Autonomous">Hosts make addresses of their own from it (SLAAC).</param>
public sealed record AdvertisedPrefix(IpPrefix Prefix, bool Autonomous)
{
    /// <summary>Its addresses are neighbours.</summary>
    public bool OnLink { get; init; } = true;

    public uint ValidSeconds { get; init; } = 86400;

    public uint PreferredSeconds { get; init; } = 14400;

    public override string ToString() =>
        $"{Prefix}{(OnLink ? " onlink" : "")}{(Autonomous ? " auto" : "")} valid {ValidSeconds} preferred {PreferredSeconds}";
}
