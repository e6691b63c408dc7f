using Naru.Primitives;
using Naru.Rest;

namespace Naru.Network.AddressGroups;

/// <summary>A named set of blocks that security group rules can name as their other end.</summary>
public sealed record AddressGroup : StandardResource
{
    public string Name { get; init; } = "";

    /// <summary>The blocks as they were given, each once; they may overlap.</summary>
    public EquatableList<IpPrefix> Addresses { get; init; }
}
