using System.Text.Json;
using Naru.Primitives;

namespace Naru.Compute.Servers;

/// <summary>What a request for new instances wants, when all that it names was found.</summary>
/// <param name="Draft">What each of them has.</param>
internal sealed record ServerWish(Server Draft, IReadOnlyList<PortWish> Ports, IReadOnlyList<VolumeWish> Volumes, int MinCount, int MaxCount)
{
    /// <summary>As the request names them.</summary>
    public EquatableList<string> SecurityGroups { get; init; }

    public JsonElement Hints { get; init; }

    /// <summary>The host is taken although it would not be chosen.</summary>
    public bool IsForced { get; init; }

    public bool ReturnsReservation { get; init; }
}
