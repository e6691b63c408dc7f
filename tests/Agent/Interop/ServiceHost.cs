using System.Diagnostics;
using Naru.Agent.Reconciling;
using Naru.NodeContract;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Specs;

/// <summary>A host for a service under test, with Linux bridges in the place of br-int: one a network.</summary>
internal sealed class ServiceHost : IDisposable
{
    private readonly List<string> _names = [Cloud.Host];
    private readonly HashSet<string> _bridges = [];
    private readonly HashSet<string> _attached = [];

    public ServiceHost()
    {
        NetworkNamespace.Delete(Cloud.Host);
        Home = NetworkNamespace.Create(Cloud.Host).Unwrap();
    }

    public NetworkNamespace Home { get; }

    /// <summary>Makes a machine on a network: a namespace with a card that has the address; its name is its own.</summary>
    public string AddMachine(string name, string network, string mac, string? address = null, string? gateway = null, bool isPlugged = true)
    {
        var space = $"sv-{name}";
        NetworkNamespace.Delete(space);
        NetworkNamespace.Create(space).Unwrap().Dispose();
        _names.Add(space);
        Run("ip", "-n", Cloud.Host, "link", "add", name, "type", "veth", "peer", "name", "eth0", "address", mac, "mtu", "1450", "netns", space);
        Run("ip", "-n", space, "link", "set", "eth0", "up");
        Run("ip", "-n", space, "link", "set", "lo", "up");
        Run("ip", "-n", Cloud.Host, "link", "set", name, "up");
        if (isPlugged)
            Join(name, network);
        if (address is not null)
            Run("ip", "-n", space, "address", "add", address, "dev", "eth0");
        if (gateway is not null)
            Run("ip", "-n", space, "route", "add", "default", "via", gateway);
        return space;
    }

    /// <summary>Puts a device of the host on the bridge of a network.</summary>
    public void Join(string device, string network)
    {
        var bridge = $"br-{network[^2..]}";
        if (_bridges.Add(bridge))
        {
            Run("ip", "-n", Cloud.Host, "link", "add", bridge, "type", "bridge");
            Run("ip", "-n", Cloud.Host, "link", "set", bridge, "up");
        }
        Run("ip", "-n", Cloud.Host, "link", "set", device, "master", bridge);
    }

    /// <summary>What the loop does in one round; the switch's part is done by bridges.</summary>
    public async Task RoundAsync(NodeView view, params IHostService[] services)
    {
        foreach (var port in services.SelectMany(service => service.Plug(view)))
        {
            var index = Run("ip", "-n", Cloud.Host, "-o", "link", "show", port.Device).Split(':')[0];
            if (_attached.Add($"{port.Device} {index}"))
                Join(port.Device, view.Ports.Find(port.PortId)!.NetworkId); // The service got it from the view.
        }
        foreach (var service in services)
            await service.ConfigureAsync(view, CancellationToken.None);
    }

    public static bool Pings(string machine, string address) => Succeeds("ip", "netns", "exec", machine, "busybox", "ping", "-c", "1", "-W", "1", address);

    /// <summary>Devices that were just made pass nothing for a moment.</summary>
    public static bool PingsSoon(string machine, string address) => Enumerable.Range(0, 10).Any(_ => Pings(machine, address));

    public static string Exec(string machine, params string[] command) => Run("ip", ["netns", "exec", machine, .. command]);

    public static string Run(string program, params string[] arguments)
    {
        var (code, output) = Execute(program, arguments);
        return code == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {code}\n{output}");
    }

    public void Dispose()
    {
        Home.Dispose();
        foreach (var name in _names.Concat(NetworkNamespace.List().Where(IsOfTheCloud)))
            NetworkNamespace.Delete(name);
    }

    private static bool IsOfTheCloud(string name) =>
        name is "qrouter-" + Cloud.Router or "qdhcp-" + Cloud.Internal or "qdhcp-" + Cloud.Backend || name.StartsWith("qshare-7777", StringComparison.Ordinal);

    public static bool Succeeds(string program, params string[] arguments) => Execute(program, arguments).Code == 0;

    private static (int Code, string Output) Execute(string program, string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!; // Null only with a shell.
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }
}
