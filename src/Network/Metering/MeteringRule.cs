using Naru.Primitives;
using Naru.Rest;

namespace Naru.Network.Metering;

/// <summary>Which packets a label counts, or does not.</summary>
public sealed record MeteringRule : StandardResource
{
    public string LabelId { get; init; } = "";

    /// <summary><c>ingress</c>: in by the router's gateway; <c>egress</c>: out by it.</summary>
    public string Direction { get; init; } = "";

    /// <summary>What matches is not counted, whatever other rules of the label say.</summary>
    public bool Excluded { get; init; }

    /// <summary>Where the end outside is: the source of what comes in, the destination of what goes out.</summary>
    public IpPrefix? Remote { get; init; }

    public IpPrefix? Source { get; init; }

    public IpPrefix? Destination { get; init; }
}
