using System.Text.RegularExpressions;
using Naru.Lab.Hosts;
using Naru.Lab.Topology;
using Naru.Primitives;

namespace Naru.Lab.Checks;

/// <summary>The ways between instances, and out.</summary>
public static partial class ReachabilityChecks
{
    private const int FirstTtl = 64;
    private const int IcmpAndIpHeaders = 28;

    public static readonly Check AcrossHosts = new("vm1 reaches vm2 on another host", AcrossHostsAsync);

    public static readonly Check Routed = new("vm1 reaches vm3 in another network, through qrouter-… on the network host", RoutedAsync);

    public static readonly Check SourceNat = new("vm2 reaches the outside, which sees the router's address", SourceNatAsync);

    public static readonly Check FullFrames = new("full-size frames pass, larger ones are refused", FullFramesAsync);

    private static async Task<Result<string>> AcrossHostsAsync(Scene scene, CancellationToken cancellation)
    {
        var (device, filter, name) = WireOf(scene);
        await using var wire = await scene.Host("compute-2").CaptureAsync(device, filter, cancellation);
        var address = scene.AddressOf(scene.Course.Vm2);
        if (!await scene.Vm1.PingsAsync(address, cancellation))
            return Check.Failed($"{address} does not answer");
        return await wire.SeesAsync(line => line.Contains($"> {address}: ICMP echo request"), Probe.Patience, cancellation)
            ? $"{address} answers; seen in {name} on {device} of compute-2"
            : Check.Failed($"it answers, but no packet of {name} with the ping was seen on {device} of compute-2");
    }

    /// <summary>Where packets of the projects' networks are seen between hosts.</summary>
    internal static (string Device, string Filter, string Name) WireOf(Scene scene) => LabState.Load(scene.Directory) switch
    {
        { NetworkType: "vlan" } => ("eth1", "vlan", "a VLAN"),
        { NetworkType: "gre" } => ("eth0", "proto gre or ip6 proto gre", "GRE"),
        { NetworkType: "geneve" } or { Mode: LabMode.Ovn } => ("eth0", "udp port 6081", "Geneve"),
        _ => ("eth0", "udp port 4789", "VXLAN"),
    };

    private static async Task<Result<string>> RoutedAsync(Scene scene, CancellationToken cancellation)
    {
        var router = $"qrouter-{scene.Course.Router.Id}";
        var address = scene.AddressOf(scene.Course.Vm3);
        var namespaces = await scene.Host(LabHost.NetworkName).RunAsync(["ip", "netns", "list"], cancellation);
        if (!namespaces.Output.Contains(router))
            return Check.Failed($"the network host has no namespace {router}");
        var ping = await scene.Vm1.PingAsync(address, cancellation);
        var ttl = Ttl().Match(ping.Output).Groups["ttl"].Value;
        return ttl == $"{FirstTtl - 1}"
            ? $"{address} answers, one hop away (ttl {ttl})"
            : Check.Failed(ping.Succeeded ? $"{address} answers with ttl {ttl}, not {FirstTtl - 1}" : $"{address} does not answer");
    }

    private static async Task<Result<string>> SourceNatAsync(Scene scene, CancellationToken cancellation)
    {
        var answer = await scene.Vm2.FetchAsync(OutsideWorld.InternetAddress, CourseTopology.WebPort, WebResponder.SeenPath, cancellation);
        if (!answer.Succeeded)
            return Check.Failed($"{OutsideWorld.InternetAddress} does not answer: {answer.LastWords}");
        var seen = answer.Output.Trim();
        return seen == scene.GatewayAddress
            ? $"{OutsideWorld.InternetAddress} saw {seen}"
            : Check.Failed($"{OutsideWorld.InternetAddress} saw {seen}, expected {scene.GatewayAddress}");
    }

    private static async Task<Result<string>> FullFramesAsync(Scene scene, CancellationToken cancellation)
    {
        var mtu = scene.Course.Vm2.Port.Mtu;
        var address = scene.AddressOf(scene.Course.Vm1);
        if (!await scene.Vm2.PingsAsync(address, cancellation, "-M", "do", "-s", $"{mtu - IcmpAndIpHeaders}"))
            return Check.Failed($"a ping of {mtu} bytes that must not be divided got no answer");
        if (await scene.Vm2.PingsAsync(address, cancellation, "-M", "do", "-s", $"{mtu - IcmpAndIpHeaders + 1}"))
            return Check.Failed($"a ping of {mtu + 1} bytes passed: the instance was told a larger MTU");

        var page = await scene.Vm2.FetchAsync(address, CourseTopology.WebPort, WebResponder.LargePath, cancellation);
        return page.Succeeded && page.Output.Length == WebResponder.LargeBytes
            ? $"ping -M do of {mtu} bytes, TCP of {WebResponder.LargeBytes} bytes"
            : Check.Failed($"of {WebResponder.LargeBytes} bytes by TCP {page.Output.Length} came: {page.LastWords}");
    }

    [GeneratedRegex(@"ttl=(?<ttl>\d+)")]
    private static partial Regex Ttl();
}
