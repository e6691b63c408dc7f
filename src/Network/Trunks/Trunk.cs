using Naru.Primitives;
using Naru.Rest;

namespace Naru.Network.Trunks;

/// <summary>One parent port that carries the tagged frames of its subports besides its own untagged ones.</summary>
public sealed record Trunk : StandardResource
{
    public string Name { get; init; } = "";

    /// <summary>The parent.</summary>
    public string PortId { get; init; } = "";

    /// <summary>Whether subports may be added and removed; packets pass either way, as in Neutron.</summary>
    public bool AdminStateUp { get; init; } = true;

    /// <summary>In order of their addition.</summary>
    public EquatableList<SubPort> SubPorts { get; init; }

    /// <summary>What the parent's host last reported to be in place (<see cref="NodeContract.NodeTrunk.Carrying"/>); empty: nothing.</summary>
    public string Carried { get; init; } = "";

    /// <summary>Why the host cannot wire it; empty while nothing is wrong.</summary>
    public string StatusReason { get; init; } = "";
}
