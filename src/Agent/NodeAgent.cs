using Grpc.Net.Client;
using Microsoft.Extensions.Logging;
using Naru.Agent.Instances;
using Naru.Agent.LinuxBridge;
using Naru.Agent.Observing;
using Naru.Agent.OpenVSwitch.Apply;
using Naru.Agent.Ovn;
using Naru.Agent.Reconciling;
using Naru.Agent.Routing.HighAvailability;
using Naru.Agent.Server;
using Naru.Agent.Underlay;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent;

/// <summary>The agent of one host: its parts put together.</summary>
public static class NodeAgent
{
    /// <summary>Runs until it is cancelled. The data plane stays as it is when the agent ends.</summary>
    public static async Task RunAsync(
        string host, string version, AgentConfiguration configuration, GrpcChannel server, ILoggerFactory logs, CancellationToken cancellation)
    {
        var wakeUp = new WakeUp();
        var home = NetworkNamespace.Current().Unwrap();
        var noVlans = configuration.IsLinuxBridge ? VlanSupport.Lack(home) : null;
        if (noVlans is not null)
            logs.CreateLogger<BridgeReconciler>().NoVlans(noVlans);
        EquatableList<NodeLack> lacks = noVlans is null ? [] : [new NodeLack("vlan", noVlans)];
        var content = new ServerContent(server, host);
        // What instances report goes the way of all reports; the link is there before anything is reported.
        ServerLink? link = null;
        using var instances = InstanceHost.Create(home, host, configuration, content, wakeUp, report => link?.TryReport(report) == true, logs);
        link = new ServerLink(
            server,
            () => configuration.Hello(host, version, lacks) with { Hypervisor = instances?.Describe() },
            wakeUp,
            new NodeEyes(configuration.OpenVSwitchRunDirectory, new BridgeLook(home), instances?.Eyes),
            TimeProvider.System,
            logs.CreateLogger<ServerLink>());
        var leases = new RouterLeases(host, wakeUp, TimeProvider.System, logs.CreateLogger<RouterLeases>());
        var services = HostServices.Create(home, host, configuration, leases, content, instances?.Services ?? [], logs);
        await using IHostSwitch @switch = configuration.IsOvn
            ? new OvnSwitch(host, configuration.OpenVSwitchRunDirectory, wakeUp, logs)
            : configuration.IsLinuxBridge
            ? new BridgeReconciler(home, host, configuration, noVlans, [.. services.OfType<IPortGate>()], wakeUp, logs.CreateLogger<BridgeReconciler>())
            : SwitchReconciler.Open(host, configuration, wakeUp, logs);
        var loop = new ReconcileLoop(link, @switch, services, wakeUp, logs.CreateLogger<ReconcileLoop>());
        try
        {
            var running = new List<Task> { link.RunAsync(cancellation), @switch.WatchAsync(cancellation), loop.RunAsync(cancellation) };
            if (configuration.Roles.Items.Contains("l3"))
            {
                running.Add(new SignsOfLife(host, configuration.LocalAddress, server, leases, TimeProvider.System, logs.CreateLogger<SignsOfLife>())
                    .RunAsync(cancellation));
            }
            if (configuration.LocalAddress is { } local)
                running.Add(new UnderlayWatch(home, host, local, link, TimeProvider.System, logs.CreateLogger<UnderlayWatch>()).RunAsync(cancellation));
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
