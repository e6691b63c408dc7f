using Naru.Primitives;
using Naru.SharedFileSystems.Documents;
using Naru.State;

namespace Naru.SharedFileSystems.Servers;

/// <summary>The ports of share servers in the networks of projects.</summary>
internal interface IServerPorts
{
    /// <summary>Makes a port for a share server.</summary>
    /// <returns>An error when the project may not use the network, or there is no room.</returns>
    Result<PluggedPort> Plug(Transaction state, ShareServer server, ShareNetworkSubnet subnet);

    /// <summary>Removes all ports of a share server, and what was made for them.</summary>
    void Unplug(Transaction state, string serverId);

    /// <returns>Why the ports of a share server carry no packets yet; null: they do.</returns>
    string? Lack(IStateReader state, ShareServer server);
}
