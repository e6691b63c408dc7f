using Naru.Lab.Hosts;
using Naru.Lab.Topology;
using Naru.Primitives;

namespace Naru.Lab.Checks;

/// <summary>The ways that packets take where OVN does the networks.</summary>
public static class OvnChecks
{
    public static readonly Check Routed = new("vm1 reaches vm3 in another network, routed on vm1's own host, or between VLANs at the gateway", RoutedAsync);

    private static async Task<Result<string>> RoutedAsync(Scene scene, CancellationToken cancellation)
    {
        var address = scene.AddressOf(scene.Course.Vm3);
        // A router's interface is ACTIVE when northd has made it; its flows come to the hosts a moment later.
        await scene.Vm1.ComesToAnswerAsync(address, cancellation);
        var ping = await scene.Vm1.PingAsync(address, cancellation);
        if (!ping.Output.Contains("ttl=63", StringComparison.Ordinal))
            return Check.Failed(ping.Succeeded ? $"{address} answers, and not one hop away: {ping.LastWords}" : $"{address} does not answer");

        // The address of a tunnel's end tells who has routed; of VLANs the gateway does, and sends from its own card.
        var (device, filter, name) = ReachabilityChecks.WireOf(scene);
        var isAtGateway = LabState.Load(scene.Directory)?.NetworkType is "vlan";
        var (router, watched) = isAtGateway ? (LabHost.NetworkName, LabHost.NetworkName) : (scene.Course.Vm1.Host, scene.Course.Vm2.Host);
        if (!isAtGateway)
            filter += $" and src host {LabHost.All(1, CourseTopology.ComputeHosts).First(host => host.Name == router).UnderlayAddress}";
        await using var wire = await scene.Host(watched).CaptureAsync(device, filter, cancellation);
        if (!await scene.Vm1.PingsAsync(address, cancellation))
            return Check.Failed($"{address} does not answer");
        return await wire.SeesAsync(line => line.Contains($"> {address}: ICMP echo request"), Probe.Patience, cancellation)
            ? $"{address} answers, one hop away (ttl 63); seen in {name} from {router} on {device} of {watched}"
            : Check.Failed($"it answers, but no packet of {name} with the ping came from {router} to {device} of {watched}");
    }
}
