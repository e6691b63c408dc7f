using System.Net;
using System.Net.Sockets;
using Naru.Lab.Hosts;
using Naru.Lab.Processes;
using Naru.Primitives;

namespace Naru.Lab.Cloud;

/// <summary>The server of the lab: runs outside of the hosts and answers on loopback.</summary>
public static class CloudServer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Starts it unless it lives, and waits until it answers.</summary>
    public static async Task<Result<ProcessIdentity>> EnsureAsync(
        LabDirectory directory, LabState state, CancellationToken cancellation)
    {
        var server = state.Server;
        if (server is not { IsAlive: true })
        {
            if (!CheckPort(state.ApiPort).TryGet(out _, out var busy))
                return busy;
            server = await StartAsync(directory, state, cancellation);
        }
        return await WaitAsync(directory, state, server, cancellation);
    }

    private static async Task<ProcessIdentity> StartAsync(LabDirectory directory, LabState state, CancellationToken cancellation)
    {
        Directory.CreateDirectory(directory.Server);
        File.Delete(directory.AgentSocket);
        string[] command =
        [
            Daemon.Naru, "server",
            "--data", directory.Server,
            "--listen", CloudCredentials.RootOf(state).ToString().TrimEnd('/'),
            "--agent-socket", directory.AgentSocket,
            "--share-address", OutsideWorld.ShareAddress, "--share-network-namespace", directory.HostNetwork(LabHost.OutsideName),
            "--share-host", LabHost.NetworkName, "--share-host-namespaces", directory.HostNamespaces(LabHost.NetworkName),
            .. VolumeExport(directory, state),
            .. state.NetworkType is { } type ? ["--project-network-types", type] : Array.Empty<string>(),
            .. state.HasIpv6Underlay ? ["--overlay-ip-version", "6"] : Array.Empty<string>(),
            .. state.Mode is LabMode.Ovn
                ? (string[])["--ovn-nb", OvnCentral.Northbound(directory, state.OvnMembers), "--ovn-sb", OvnCentral.Southbound(directory, state.OvnMembers)]
                : [],
        ];
        var marks = new ToolInput { Environment = new Dictionary<string, string> { [LabProcesses.LabVariable] = directory.Name } };
        return await Daemon.StartAsync([], command, directory.ServerLog, marks, cancellation);
    }

    // The network host is where the server's machine would have a card between the hosts.
    private static string[] VolumeExport(LabDirectory directory, LabState state) =>
        state.Hosts.Select(host => host.Host).FirstOrDefault(host => host.Name == LabHost.NetworkName)?.UnderlayAddress is { } address
            ? ["--volume-address", address, "--volume-network-namespace", directory.HostNetwork(LabHost.NetworkName)]
            : [];

    private static async Task<Result<ProcessIdentity>> WaitAsync(
        LabDirectory directory, LabState state, ProcessIdentity server, CancellationToken cancellation)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        for (var end = DateTime.UtcNow + Patience; DateTime.UtcNow < end; await Task.Delay(Pause, cancellation))
        {
            if (!server.IsAlive)
                return Unavailable($"The server ended while it started; its last words: {Daemon.LastWords(directory.ServerLog)} ('naru logs server' shows all).");
            try
            {
                using var answer = await http.GetAsync(new Uri(CloudCredentials.RootOf(state), "identity/v3"), cancellation);
                return server;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }
        server.Kill();
        return Unavailable($"The server did not answer on port {state.ApiPort} for {Patience.TotalSeconds:0} s and was ended: see 'naru logs server'.");
    }

    private static Result<Done> CheckPort(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return Done.Ok;
        }
        catch (SocketException)
        {
            return Error.Conflict("PortBusy",
                $"Port {port} on 127.0.0.1 is in use by another program: end that one ('ss -tlnp sport = :{port}' names it), or run 'naru down' and 'naru up --port NUMBER'.");
        }
    }

    private static Error Unavailable(string message) => new(ErrorKind.Unavailable, "ServerDown", message);
}
