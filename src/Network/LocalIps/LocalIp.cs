using Naru.Primitives;
using Naru.Rest;

namespace Naru.Network.LocalIps;

/// <summary>An address that on each host leads to a port of that host: a service that every host has for itself.</summary>
public sealed record LocalIp : StandardResource
{
    public string Name { get; init; } = "";

    /// <summary>The port that holds the address, or has it anyway.</summary>
    public string LocalPortId { get; init; } = "";

    public string NetworkId { get; init; } = "";

    public IpAddress Address { get; init; }

    /// <summary><c>translate</c>: the port's instance sees its own address; <c>passthrough</c>: it has this one too.</summary>
    public string IpMode { get; init; } = Translate;

    public const string Translate = "translate";

    public const string Passthrough = "passthrough";
}
