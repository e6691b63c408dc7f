using Naru.Lab.Cloud;
using Naru.Lab.Hosts;
using Naru.Lab.Instances;
using Naru.Lab.Processes;
using Naru.Lab.Topology;
using Naru.Primitives;

namespace Naru.Lab.Checks;

/// <summary>IPv6: how instances get their addresses, where they reach, and what they cannot pretend.</summary>
public static class Ipv6Checks
{
    private const int Headers = 48;

    public static readonly Check Addresses = new("IPv6: vm1 makes its address, vm3 is given one, and both have a router", AddressesAsync);

    public static readonly Check Routed = new("IPv6: vm1 reaches vm3 in another network, and full-size packets pass", RoutedAsync);

    public static readonly Check Outside = new("IPv6: instances and the outside reach each other without translation", OutsideAsync);

    public static readonly Check Groups = new("IPv6: a TCP port that the group allows is reached, another is dropped", GroupsAsync);

    public static readonly Check Metadata = new("IPv6: the metadata's address on the link answers with the instance's own id", MetadataAsync);

    public static readonly Check Forged = new("IPv6: forged router and neighbour advertisements are dropped", ForgedAsync);

    public static readonly IReadOnlyList<Check> All = [Addresses, Routed, Outside, Groups, Metadata, Forged];

    private static async Task<Result<string>> AddressesAsync(Scene scene, CancellationToken cancellation)
    {
        var seen = new List<string>();
        foreach (var (probe, instance) in ((Probe, InstanceState)[])[(scene.Vm1, scene.Course.Vm1), (scene.Vm3, scene.Course.Vm3)])
        {
            var expected = await AddressOfAsync(scene, instance, cancellation);
            var there = await probe.ScriptAsync("ip -6 -oneline address show dev eth0 scope global; ip -6 route show default", Nothing, cancellation);
            if (!there.Contains($" {expected}/", StringComparison.Ordinal))
                return Check.Failed($"{instance.Name} does not have {expected}: {there}");
            if (!there.Contains("default via fe80:", StringComparison.Ordinal))
                return Check.Failed($"{instance.Name} has no default router: {there}");
            seen.Add($"{instance.Name} {expected}");
        }
        return string.Join(", ", seen);
    }

    private static async Task<Result<string>> RoutedAsync(Scene scene, CancellationToken cancellation)
    {
        var address = await AddressOfAsync(scene, scene.Course.Vm3, cancellation);
        if (!await scene.Vm1.PingsAsync(address, cancellation))
            return Check.Failed($"{address} does not answer");
        var size = scene.Course.Vm1.Port.Mtu - Headers;
        return await scene.Vm1.PingsAsync(address, cancellation, "-M", "do", "-s", $"{size}")
            ? $"{address} answers, also packets of {scene.Course.Vm1.Port.Mtu} bytes"
            : Check.Failed($"{address} does not answer packets of {scene.Course.Vm1.Port.Mtu} bytes");
    }

    private static async Task<Result<string>> OutsideAsync(Scene scene, CancellationToken cancellation)
    {
        var gateway = scene.Course.Router.ExternalGatewayInfo?.ExternalFixedIps.Select(ip => ip.IpAddress).FirstOrDefault(ip => ip.Contains(':'));
        if (gateway is null)
            return Check.Failed("the router has no IPv6 address outside");
        foreach (var network in (NetworkPlan[])[CourseTopology.Internal, CourseTopology.Backend])
            await scene.Outside.ScriptAsync("ip -6 route replace \"$PREFIX\" via \"$GATEWAY\"", new Dictionary<string, string> { ["PREFIX"] = network.Cidr6!, ["GATEWAY"] = gateway }, cancellation);
        var address = await AddressOfAsync(scene, scene.Course.Vm1, cancellation);
        if (!await scene.Outside.ComesToAnswerAsync(address, cancellation))
            return Check.Failed($"{address} of vm1 does not answer the outside");
        await using var seen = await scene.Outside.CaptureAsync("eth1", "icmp6 and ip6[40] == 128", cancellation);
        if (!await scene.Vm2.PingsAsync(OutsideWorld.InternetAddress6, cancellation))
            return Check.Failed($"{OutsideWorld.InternetAddress6} does not answer vm2");
        var source = await AddressOfAsync(scene, scene.Course.Vm2, cancellation);
        return await seen.SeesAsync(line => line.Contains($" {source} > "), Probe.Patience, cancellation)
            ? $"the outside pings {address} and sees {source}"
            : Check.Failed($"the outside did not see {source} of vm2");
    }

    // A port without a listener answers by a reset, where the question gets through.
    private static async Task<Result<string>> GroupsAsync(Scene scene, CancellationToken cancellation)
    {
        var address = $"[{await AddressOfAsync(scene, scene.Course.Vm1, cancellation)}]";
        if (!await scene.Vm2.TcpArrivesAsync(address, CourseTopology.WebPort, cancellation))
            return Check.Failed($"vm1:{CourseTopology.WebPort} is dropped for vm2");
        return await scene.Vm2.TcpIsDroppedAsync(address, CourseTopology.OtherPort, cancellation)
            ? $"vm1:{CourseTopology.WebPort} is reached by vm2, vm1:{CourseTopology.OtherPort} is not"
            : Check.Failed($"vm1:{CourseTopology.OtherPort} is not dropped for vm2");
    }

    private static async Task<Result<string>> MetadataAsync(Scene scene, CancellationToken cancellation)
    {
        var answer = await scene.Vm3.FetchMetadataAsync("[fe80::a9fe:a9fe%eth0]", cancellation);
        return answer.Output.Contains(scene.Course.Vm3.Id, StringComparison.Ordinal)
            ? $"vm3 is {scene.Course.Vm3.Id}"
            : Check.Failed($"vm3 was told '{answer.Output}': {answer.LastWords}");
    }

    // What vm2 sends is seen on its own card and not at vm1; an honest advertisement, which a ping leads to, is seen there.
    private static async Task<Result<string>> ForgedAsync(Scene scene, CancellationToken cancellation)
    {
        var stolen = await AddressOfAsync(scene, scene.Course.Vm3, cancellation);
        var address = await AddressOfAsync(scene, scene.Course.Vm1, cancellation);
        await using var sent = await scene.Vm2.CaptureAsync("eth0", "icmp6", cancellation);
        await using var arrived = await scene.Vm1.CaptureAsync("eth0", "icmp6", cancellation);
        foreach (var forged in (string[][])[["--router"], ["--neighbour", stolen]])
        {
            var outcome = await scene.Vm2.RunAsync([Daemon.Naru, "lab", "forge", "--device", "eth0", .. forged], cancellation);
            if (!outcome.Succeeded)
                return Check.Failed($"the control failed: {outcome.LastWords}");
        }
        if (!await sent.SeesAsync(IsAdvertisement, Probe.Patience, cancellation)
            || !await sent.SeesAsync(line => line.Contains($"tgt is {stolen}"), Probe.Patience, cancellation))
        {
            return Check.Failed("the control failed: vm2 did not send what it forged");
        }
        if (!await scene.Vm2.PingsAsync(address, cancellation) || !await arrived.SeesAsync(line => line.Contains("echo request"), Probe.Patience, cancellation))
            return Check.Failed("the control failed: an honest ping of vm2 was not seen at vm1");
        var mac = scene.Course.Vm2.Port.MacAddress;
        return arrived.Lines.FirstOrDefault(line => line.Contains($"{mac} > ") && (IsAdvertisement(line) || line.Contains($"tgt is {stolen}"))) is { } came
            ? Check.Failed($"this came to vm1: {came}")
            : "vm2 sent one of each, none came to vm1";
    }

    private static bool IsAdvertisement(string line) => line.Contains("router advertisement");

    private static readonly Dictionary<string, string> Nothing = [];

    private static async Task<string> AddressOfAsync(Scene scene, InstanceState instance, CancellationToken cancellation) =>
        (await scene.Cloud.ShowAsync(CloudResources.Ports, instance.Port.Id, cancellation)).Unwrap().FixedIps
            .Select(ip => ip.IpAddress).First(ip => ip.Contains(':'));
}
