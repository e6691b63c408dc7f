using Naru.Primitives;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Servers;
using Naru.State;

namespace Naru.SharedFileSystems.Specs;

/// <summary>Does what an agent would: a namespace for each share server, with a cable to a client of its own that is called <see cref="Client"/>.</summary>
internal sealed class NamespacePorts : IServerPorts, IDisposable
{
    public const string Address = "10.99.85.1";
    private const string ClientAddress = "10.99.85.2";

    private readonly List<string> _servers = [];

    public string Client { get; } = $"narutenantspec{Environment.ProcessId}";

    public string Last => _servers[^1];

    public Result<PluggedPort> Plug(Transaction state, ShareServer server, ShareNetworkSubnet subnet)
    {
        _servers.Add(server.Id);
        Make(server.Id);
        return new PluggedPort(Guid.NewGuid().ToString(), Address, "vxlan", 7, "10.99.85.0/24", null, 1450);
    }

    public void Make(string server)
    {
        Run("netns", "delete", Client);
        Run("netns", "delete", SpaceOf(server));
        Run("netns", "add", Client);
        Run("netns", "add", SpaceOf(server));
        Run("-n", SpaceOf(server), "link", "set", "lo", "up");
        Run("-n", SpaceOf(server), "link", "add", "eth0", "type", "veth", "peer", "name", "eth0", "netns", Client);
        Up(SpaceOf(server), Address);
        Up(Client, ClientAddress);
    }

    public void Unplug(Transaction state, string serverId)
    {
        Run("netns", "delete", Client);
        Run("netns", "delete", SpaceOf(serverId));
    }

    public string? Lack(IStateReader state, ShareServer server) => null;

    public void Dispose()
    {
        foreach (var server in _servers)
            Run("netns", "delete", SpaceOf(server));
        Run("netns", "delete", Client);
    }

    private static string SpaceOf(string server) => $"qshare-{server}";

    private static void Up(string space, string address)
    {
        Run("-n", space, "address", "add", $"{address}/24", "dev", "eth0");
        Run("-n", space, "link", "set", "eth0", "up");
    }

    // What is deleted may not be there.
    private static void Run(params string[] arguments) => NfsNetwork.Execute("ip", arguments);
}
