using Naru.Lab.Hosts;
using Naru.Primitives;

namespace Naru.Lab.Checks;

/// <summary>The ways that packets take where OVN does the networks.</summary>
public static class OvnChecks
{
    private const string Tunnels = "udp port 6081";

    public static readonly Check AcrossHosts = new("vm1 reaches vm2 on another host, over Geneve", AcrossHostsAsync);

    public static readonly Check Routed = new("vm1 reaches vm3 in another network, routed on vm1's own host", RoutedAsync);

    private static Task<Result<string>> AcrossHostsAsync(Scene scene, CancellationToken cancellation) =>
        SeenAsync(scene, scene.AddressOf(scene.Course.Vm2), "", cancellation);

    private static async Task<Result<string>> RoutedAsync(Scene scene, CancellationToken cancellation)
    {
        var address = scene.AddressOf(scene.Course.Vm3);
        // A router's interface is ACTIVE when northd has made it; its flows come to the hosts a moment later.
        await scene.Vm1.ComesToAnswerAsync(address, cancellation);
        var ping = await scene.Vm1.PingAsync(address, cancellation);
        if (!ping.Output.Contains("ttl=63", StringComparison.Ordinal))
            return Check.Failed(ping.Succeeded ? $"{address} answers, and not one hop away: {ping.LastWords}" : $"{address} does not answer");
        return await SeenAsync(scene, address, ", one hop away (ttl 63)", cancellation);
    }

    /// <summary>The packet comes to the other instance's host from the first one's, and from nowhere else.</summary>
    private static async Task<Result<string>> SeenAsync(Scene scene, string address, string further, CancellationToken cancellation)
    {
        var from = LabHost.All(1, Topology.CourseTopology.ComputeHosts).First(host => host.Name == scene.Course.Vm1.Host).UnderlayAddress;
        await using var wire = await scene.Host(scene.Course.Vm2.Host).CaptureAsync("eth0", $"{Tunnels} and src host {from}", cancellation);
        if (!await scene.Vm1.PingsAsync(address, cancellation))
            return Check.Failed($"{address} does not answer");
        return await wire.SeesAsync(line => line.Contains($"> {address}: ICMP echo request"), Probe.Patience, cancellation)
            ? $"{address} answers{further}; seen in Geneve from {scene.Course.Vm1.Host} on eth0 of {scene.Course.Vm2.Host}"
            : Check.Failed($"it answers, but no Geneve packet with the ping came from {from} to eth0 of {scene.Course.Vm2.Host}");
    }
}
