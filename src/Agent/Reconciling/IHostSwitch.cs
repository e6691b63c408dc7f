using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Reconciling;

/// <summary>What connects the ports of a host with their networks: Open vSwitch, or bridges of the kernel.</summary>
/// <remarks>Except for <see cref="WatchAsync"/>, one loop calls all methods, never two at a time.</remarks>
internal interface IHostSwitch : IAsyncDisposable
{
    /// <summary>Wakes the loop whenever something happens at the switch.</summary>
    Task WatchAsync(CancellationToken cancellation);

    /// <summary>Brings everything in line; what is in line already is not written.</summary>
    /// <param name="services">Devices that services of this host want to be ports.</param>
    /// <param name="verify">Look also at what is seldom changed by others.</param>
    Task<Result<Done>> ReconcileAsync(NodeView view, IReadOnlyList<ServicePort> services, bool verify, CancellationToken cancellation);

    /// <summary>How the ports of this host are.</summary>
    /// <param name="gates">Who else has to be ready for a port.</param>
    IEnumerable<Observation> Observe(NodeView view, IEnumerable<IPortGate> gates);
}
