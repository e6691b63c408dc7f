using Naru.Rest;

namespace Naru.Network.SecurityGroups;

/// <summary>A set of rules that say which packets may pass to and from the ports that are its members.</summary>
public sealed record SecurityGroup : StandardResource
{
    public string Name { get; init; } = "";

    /// <summary>Replies of what a rule lets pass may pass too; otherwise each direction needs its own rule.</summary>
    public bool Stateful { get; init; } = true;

    /// <summary>The group that ports of the project get when they name none. Every project has one.</summary>
    public bool IsDefault { get; init; }
}
