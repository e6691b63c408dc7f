using System.Diagnostics;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Netlink.Route;

namespace Naru.Agent.Specs;

/// <summary>A server's and a client's namespace with a cable between them, and busybox as the client's programs.</summary>
public sealed class ClientHost : IDisposable
{
    public const string ServerDevice = "pks-server";
    private const string ClientDevice = "pks-client";
    private const string ServerName = "pk-specs-server";
    private const string ClientName = "pk-specs-client";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pk-specs-");

    public ClientHost()
    {
        RemoveNamespaces();
        Server = NetworkNamespace.Create(ServerName).Unwrap();
        using var client = NetworkNamespace.Create(ClientName).Unwrap();
        using var route = RouteSocket.Open(Server).Unwrap();
        using var clientRoute = RouteSocket.Open(client).Unwrap();
        var link = route.Links.Create(new VethPair(ServerDevice, ClientDevice) { Mac = ServerMac, PeerMac = ClientMac, PeerNamespace = client }).Unwrap();
        route.Links.SetUp(link).Unwrap();
        clientRoute.Links.SetUp(ClientDevice).Unwrap();
        Busybox(ServerName, "ip", "address", "add", "192.168.50.2/24", "dev", ServerDevice);
        Busybox(ServerName, "ip", "address", "add", "169.254.169.254/32", "dev", ServerDevice);
        File.WriteAllText(Script, $"""
            #!/bin/sh
            case $1 in bound|renew)
              ip address replace $ip/$mask dev $interface
              for router in $router; do ip route replace default via $router; done
              set -- $1 $staticroutes
              event=$1; shift
              while [ $# -ge 2 ]; do ip route replace $1 via $2 2>/dev/null; shift 2; done
              set | grep -E '^(ip|mask|router|dns|domain|hostname|mtu|lease|serverid|staticroutes|boot_file|siaddr)=' > {Lease}.$event.new
              mv {Lease}.$event.new {Lease}.$event
            esac
            """);
        Busybox(ServerName, "chmod", "+x", Script);
    }

    public static MacAddress ServerMac { get; } = MacAddress.Parse("fa:16:3e:00:00:02");

    public static MacAddress ClientMac { get; } = MacAddress.Parse("fa:16:3e:00:00:05");

    public NetworkNamespace Server { get; }

    private string Script => Path.Combine(_directory.FullName, "udhcpc.sh");

    private string Lease => Path.Combine(_directory.FullName, "lease");

    /// <summary>Gets a lease and gives its parameters as the client's script sees them.</summary>
    public Dictionary<string, string> RunDhcpClient(params string[] options)
    {
        Busybox(ClientName, ["udhcpc", "-i", ClientDevice, "-s", Script, "-n", "-q", "-f", "-t", "5", "-T", "1", "-O", "staticroutes", "-O", "mtu", .. options]);
        return ReadLease("bound");
    }

    /// <summary>Gets a lease, renews it by unicast as half way through it, and gives the parameters after that.</summary>
    public async Task<Dictionary<string, string>> RenewLeaseAsync()
    {
        File.Delete($"{Lease}.bound");
        using var client = Process.Start(Command(ClientName, ["udhcpc", "-i", ClientDevice, "-s", Script, "-f", "-t", "5", "-T", "1"]))!;
        try
        {
            await AppearsAsync($"{Lease}.bound");
            // ip netns exec became the client itself, so the process id is the client's.
            Busybox(ClientName, "kill", "-USR1", client.Id.ToString());
            await AppearsAsync($"{Lease}.renew");
            return ReadLease("renew");
        }
        finally
        {
            client.Kill();
            await client.WaitForExitAsync();
        }
    }

    /// <summary>Runs a busybox program in the client's namespace and gives its output.</summary>
    public static string Run(params string[] command) => Busybox(ClientName, command);

    public void Dispose()
    {
        Server.Dispose();
        RemoveNamespaces();
        _directory.Delete(recursive: true);
    }

    private Dictionary<string, string> ReadLease(string @event) => File.ReadLines($"{Lease}.{@event}")
        .Select(line => line.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1].Trim('\''));

    private static void RemoveNamespaces()
    {
        NetworkNamespace.Delete(ServerName).Unwrap();
        NetworkNamespace.Delete(ClientName).Unwrap();
    }

    private static async Task AppearsAsync(string file)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!File.Exists(file))
            await Task.Delay(20, patience.Token);
    }

    private static string Busybox(string home, params string[] command)
    {
        using var process = Process.Start(Command(home, command))!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{string.Join(' ', command)}: {process.ExitCode}\n{output}\n{errors.GetAwaiter().GetResult()}");
    }

    private static ProcessStartInfo Command(string home, string[] command) =>
        new("ip", ["netns", "exec", home, "busybox", .. command]) { RedirectStandardOutput = true, RedirectStandardError = true };
}
