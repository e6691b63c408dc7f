using Naru.Rest;

namespace Naru.Network.Metering;

/// <summary>Under which packets that cross a router's gateway are counted together.</summary>
public sealed record MeteringLabel : StandardResource
{
    public string Name { get; init; } = "";

    /// <summary>It counts at the routers of every project, instead of those of its own.</summary>
    public bool Shared { get; init; }
}
