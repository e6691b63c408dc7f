using Naru.Network.Networks;
using Naru.Network.SubnetPools;
using Naru.Primitives;

namespace Naru.Network.AutoAllocation;

/// <summary>What administrators have prepared for topologies: the way out, and where addresses come from.</summary>
/// <param name="External">The default external network.</param>
/// <param name="Pools">The default subnet pools that the project may use, one an IP version.</param>
internal sealed record TopologyParts(VirtualNetwork External, EquatableList<SubnetPool> Pools);
