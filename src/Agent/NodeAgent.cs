using Grpc.Net.Client;
using Microsoft.Extensions.Logging;
using Naru.Agent.OpenVSwitch.Apply;
using Naru.Agent.Observing;
using Naru.Agent.Reconciling;
using Naru.Agent.Routing.HighAvailability;
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
        var link = new ServerLink(server, configuration.Hello(host, version), wakeUp, new NodeEyes(configuration.OpenVSwitchRunDirectory), TimeProvider.System, logs.CreateLogger<ServerLink>());
        var database = OvsdbEndpoint.UnixSocket(Path.Combine(configuration.OpenVSwitchRunDirectory, "db.sock"));
        await using var replica = new OvsdbReplica(database, ReplicaOptions.Switch);
        await using var @switch = new SwitchReconciler(host, configuration, replica, wakeUp, logs);
        var leases = new RouterLeases(host, wakeUp, TimeProvider.System, logs.CreateLogger<RouterLeases>());
        var services = HostServices.Create(host, configuration, leases, logs);
        var loop = new ReconcileLoop(link, @switch, services, wakeUp, logs.CreateLogger<ReconcileLoop>());
        try
        {
            var running = new List<Task> { link.RunAsync(cancellation), @switch.WatchAsync(cancellation), loop.RunAsync(cancellation) };
            if (configuration.Roles.Items.Contains("l3"))
            {
                running.Add(new SignsOfLife(host, configuration.LocalAddress, server, leases, TimeProvider.System, logs.CreateLogger<SignsOfLife>())
                    .RunAsync(cancellation));
            }
            await await Task.WhenAny(running);
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
