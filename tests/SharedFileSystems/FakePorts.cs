using Naru.Primitives;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Servers;
using Naru.State;

namespace Naru.SharedFileSystems.Specs;

/// <summary>Ports that are nowhere: a server gets the addresses 10.0.0.1, 10.0.0.2 and so on, but none in the network <see cref="Foreign"/>.</summary>
internal sealed class FakePorts : IServerPorts
{
    public const string Foreign = "foreign";

    private int _count;

    /// <summary>The servers that have ports.</summary>
    public HashSet<string> Plugged { get; } = [];

    public Result<PluggedPort> Plug(Transaction state, ShareServer server, ShareNetworkSubnet subnet)
    {
        if (subnet.NetworkId == Foreign)
            return ManilaErrors.NotFound("Network", Foreign);
        Plugged.Add(server.Id);
        return new PluggedPort(Guid.NewGuid().ToString(), $"10.0.0.{++_count}", "vxlan", 7, "10.0.0.0/24", "10.0.0.254", 1450);
    }

    public void Unplug(Transaction state, string serverId) => Plugged.Remove(serverId);

    public string? Lack(IStateReader state, ShareServer server) => null;
}
