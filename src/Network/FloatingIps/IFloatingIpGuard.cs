using Naru.Primitives;
using Naru.State;

namespace Naru.Network.FloatingIps;

/// <summary>What port forwardings and other users of a floating IP say about its changes.</summary>
public interface IFloatingIpGuard
{
    /// <summary>Refuses to lead the floating IP to an address of a port.</summary>
    Result<Done> CheckAssociating(IStateReader state, FloatingIp floating, string portId, IpAddress address) => Done.Ok;

    Result<Done> CheckDeleting(IStateReader state, FloatingIp floating) => Done.Ok;
}
