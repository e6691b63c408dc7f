using System.Collections.Immutable;
using Naru.Walk.Switching;
using Naru.Walk.Told;

namespace Naru.Walk.Walking;

/// <summary>What becomes of a frame that leaves a host, whatever switches there.</summary>
internal interface ILegTransit
{
    /// <summary>It came out, or was dropped.</summary>
    void End(LegEnd end);

    void OverUnderlay(string host, TunnelHeader outer, FlowFields packet, ImmutableList<Hop> hops);

    void OverPhysicalNetwork(string host, string physicalNetwork, FlowFields packet, ImmutableList<Hop> hops);
}
