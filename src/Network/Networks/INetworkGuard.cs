using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Networks;

/// <summary>What routers, agents and other users of a network say about its changes.</summary>
public interface INetworkGuard
{
    /// <summary>Refuses zones that no agent is in.</summary>
    Result<Done> CheckZones(IStateReader state, EquatableList<string> zones) => Done.Ok;

    /// <summary>Refuses to make an external network internal while routers have their gateway on it; what leads nowhere is let go.</summary>
    Result<Done> CheckMadeInternal(Transaction state, VirtualNetwork network) => Done.Ok;

    /// <summary>Refuses to delete a network that is in somebody's use, or lets go of what goes with it (floating IPs that lead nowhere).</summary>
    /// <remarks>Asked before the ports of the network are looked at.</remarks>
    Result<Done> CheckDeleting(Transaction state, VirtualNetwork network) => Done.Ok;
}
