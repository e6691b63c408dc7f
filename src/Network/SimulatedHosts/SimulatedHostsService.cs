using Microsoft.Extensions.Hosting;
using Naru.Network.NodeLink;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Network.SimulatedHosts;

/// <summary>Attaches hosts that exist in name only, so that objects become ACTIVE without agents.</summary>
/// <remarks>They come in where real hosts do (<see cref="NodeLinkService.ServeAsync"/>), and say of themselves that they are simulated.</remarks>
public sealed class SimulatedHostsService(NodeLinkService server, IReadOnlyList<NodeHello> hosts) : IHostedService, IDisposable
{
    // What exists in name only is never short of room before quotas are.
    private static readonly NodeHypervisor Large = new(["simulated"], 64, 262_144, 4096) { Architecture = "x86_64", LiveDrivers = ["simulated"] };

    private readonly CancellationTokenSource _ended = new();
    private Task _serving = Task.CompletedTask;

    /// <summary>One host with the services of a network node and some for instances, named as in a lab.</summary>
    public static IReadOnlyList<NodeHello> Named(int computes, bool usesOvn = false) =>
        [.. Enumerable.Range(0, computes + 1).Select(number => new NodeHello(
            number == 0 ? "network" : $"compute-{number}",
            "simulated",
            usesOvn ? "ovn" : "openvswitch",
            IpAddress.Parse($"192.0.2.{number + 1}"),
            ["vxlan", "gre", "geneve"],
            [new BridgeMapping("physnet1", "br-ex"), new BridgeMapping("physnet2", "br-ex2")],
            "openflow",
            "system",
            number > 0 ? [] : usesOvn ? [NodeRole.Gateway] : [NodeRole.L3, NodeRole.Dhcp],
            "nova")
        {
            IsSimulated = true,
            Hypervisor = number == 0 ? null : Large,
        })];

    /// <summary>Ends when all hosts are attached and what exists has the status that they give it.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var links = hosts.Select(hello => new SimulatedLink(hello)).ToList();
        _serving = Task.WhenAll(links.Select(link => server.ServeAsync(link, link, _ended.Token)));
        await Task.WhenAll(links.Select(link => link.Settled)).WaitAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _ended.CancelAsync();
        await _serving.WaitAsync(cancellationToken);
    }

    public void Dispose() => _ended.Dispose();
}
