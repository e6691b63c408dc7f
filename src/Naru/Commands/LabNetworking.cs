using Naru.Lab;
using Naru.Lab.Hosts;

namespace Naru.Commands;

/// <summary>What is chosen of the networks of a lab that is begun; one that is up keeps its own.</summary>
/// <param name="Mode">What switches packets.</param>
/// <param name="Type">The type of the projects' networks; null: VXLAN.</param>
internal sealed record LabNetworking(LabMode Mode, string? Type, bool HasIpv6Underlay)
{
    public LabState Of(LabState state) => state.Server is { IsAlive: true }
        ? state
        : state with { NetworkType = Type ?? state.NetworkType, HasIpv6Underlay = HasIpv6Underlay || state.HasIpv6Underlay };
}
