using Grpc.Net.Client;
using Microsoft.Extensions.Logging;
using Naru.Agent.OpenVSwitch.Apply;
using Naru.Agent.Reconciling;
using Naru.Agent.Server;
using Naru.Protocols.Ovsdb.Replica;
using Naru.Protocols.Ovsdb.Rpc;

namespace Naru.Agent;

/// <summary>The agent of one host: its parts put together.</summary>
public static class NodeAgent
{
    /// <summary>Runs until it is cancelled. The data plane stays as it is when the agent ends.</summary>
    public static async Task RunAsync(
        string host, string version, AgentConfiguration configuration, GrpcChannel server, ILoggerFactory logs, CancellationToken cancellation)
    {
        var wakeUp = new WakeUp();
        var link = new ServerLink(server, configuration.Hello(host, version), wakeUp, TimeProvider.System, logs.CreateLogger<ServerLink>());
        var database = OvsdbEndpoint.UnixSocket(Path.Combine(configuration.OpenVSwitchRunDirectory, "db.sock"));
        await using var replica = new OvsdbReplica(database, ReplicaOptions.Switch);
        await using var @switch = new SwitchReconciler(host, configuration, replica, wakeUp, logs);
        var services = HostServices.Create(host, configuration, logs);
        var loop = new ReconcileLoop(link, @switch, services, wakeUp, logs.CreateLogger<ReconcileLoop>());
        try
        {
            var ended = await Task.WhenAny(link.RunAsync(cancellation), @switch.WatchAsync(cancellation), loop.RunAsync(cancellation));
            await ended;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Asked to end.
        }
        finally
        {
            foreach (var service in services.OfType<IAsyncDisposable>())
                await service.DisposeAsync();
        }
    }
}
