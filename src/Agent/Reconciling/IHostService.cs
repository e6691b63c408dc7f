using Naru.NodeContract;

namespace Naru.Agent.Reconciling;

/// <summary>Something on the host that is kept in line with the view beside the switch: routers, DHCP, the hybrid firewall.</summary>
/// <remarks>
/// One loop calls all methods, never two at a time. Each call compares with what is really there and writes only the
/// difference, so that calling it again changes nothing and whatever was removed by hand comes back. A problem with one object
/// does not keep the others from being served: it becomes an observation.
/// </remarks>
public interface IHostService
{
    /// <summary>Makes the devices that the switch is to get as ports, and says which those are. Called before the switch is written.</summary>
    IReadOnlyList<ServicePort> Plug(NodeView view);

    /// <summary>
    /// Brings everything else in line, and removes what is not wanted any more. Called after the switch was written, so that
    /// no port of the switch stands on a device that goes.
    /// </summary>
    ValueTask ConfigureAsync(NodeView view, CancellationToken cancellation);

    /// <summary>How the objects are now, for the server.</summary>
    IEnumerable<Observation> Observe(NodeView view);
}
