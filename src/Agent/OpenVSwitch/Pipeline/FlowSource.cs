using System.Runtime.CompilerServices;
using Naru.Primitives;

namespace Naru.Agent.OpenVSwitch.Pipeline;

/// <summary>All that some flows are made of.</summary>
/// <param name="Part">Part of a view, or a table; the same if it is the same object.</param>
/// <param name="Vlan">The local VLAN.</param>
/// <param name="Number">Such as a port of the switch.</param>
/// <param name="Detail">A second number.</param>
/// <param name="Member">An address.</param>
public readonly record struct FlowSource(object Part, ushort Vlan, uint Number, uint Detail = 0, IpPrefix Member = default)
{
    public bool Equals(FlowSource other) => ReferenceEquals(Part, other.Part)
        && (Vlan, Number, Detail) == (other.Vlan, other.Number, other.Detail) && Member == other.Member;

    public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(Part), Vlan, Number, Detail, Member);
}
