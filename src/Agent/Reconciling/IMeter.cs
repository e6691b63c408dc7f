using Naru.NodeContract;

namespace Naru.Agent.Reconciling;

/// <summary>A service that counts packets for the server.</summary>
public interface IMeter
{
    /// <summary>What its counters say; those at zero are left out.</summary>
    IEnumerable<NodeMeter> Read();
}
