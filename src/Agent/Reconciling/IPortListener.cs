using Naru.NodeContract;

namespace Naru.Agent.Reconciling;

/// <summary>A service that waits for ports to be wired.</summary>
internal interface IPortListener
{
    /// <summary>What was seen in the round that just ended.</summary>
    void Hear(IReadOnlyCollection<Observation> observations);
}
