using Naru.Lab.Checks;
using Naru.Lab.Cloud;
using Naru.Lab.Hosts;
using Naru.Lab.Processes;
using Naru.Walk.Telling;
using Naru.Walk.Told;

namespace Naru.Lab.Specs;

/// <summary>Holds walks against the data plane of a cloud with the course's topology.</summary>
public sealed class WalkChecks(CloudClient cloud, Scene scene)
{
    public const string Outside = OutsideWorld.InternetAddress;
    public const string Vm1FloatingIp = "203.0.113.101";

    public Probe Probe(string name) => name switch
    {
        "vm1" => scene.Vm1,
        "vm2" => scene.Vm2,
        "vm3" => scene.Vm3,
        _ => scene.Outside,
    };

    /// <summary>A packet does what the walk says, and that is what is expected.</summary>
    public async Task PacketDoesAsync(string from, string to, string protocol, int port, Verdict expected)
    {
        var walk = await WalkAsync(from, to, protocol, port);
        Assert.True(expected == walk.Verdict, WalkText.Of(walk, WalkLanguage.English));
        var target = walk.Destination.Address.ToString();
        var probe = Probe(from);
        if (expected is Verdict.Dropped)
        {
            Assert.True(await (protocol == "icmp" ? probe.PingIsDroppedAsync(target, default) : probe.TcpIsDroppedAsync(target, port, default)), $"{from} → {to} is answered");
            return;
        }
        var hasAnswer = protocol == "icmp" ? await probe.ComesToAnswerAsync(target, default) : await probe.TcpArrivesAsync(target, port, default);
        Assert.True(hasAnswer, WalkText.Of(walk, WalkLanguage.English));
    }

    /// <summary>A ping is seen by tcpdump on every device that the walk names.</summary>
    public async Task PingIsSeenAsync(string from, string to)
    {
        var walk = await WalkAsync(from, to, "icmp", 0);
        Assert.True(await Probe(from).ComesToAnswerAsync(walk.Destination.Address.ToString(), default));
        var captures = new List<(Hop Hop, string Device, BackgroundTool Capture)>();
        foreach (var hop in walk.Forward.Items.Where(hop => hop.Kind is not HopKind.Instance))
        {
            foreach (var device in HopDevices.Of(hop))
                captures.Add((hop, device, await scene.Host(hop.Host).CaptureAsync(device, "icmp or udp port 4789 or vlan", default)));
        }
        Assert.NotEmpty(captures);
        await Probe(from).PingAsync(walk.Destination.Address.ToString(), default);
        foreach (var (hop, device, capture) in captures)
        {
            await using (capture)
                Assert.True(await capture.SeesAsync(line => line.Contains("echo request"), Checks.Probe.Patience, default), $"{hop.Host}: {device} of {hop.Place}\n{WalkText.Of(walk, WalkLanguage.English)}");
        }
    }

    /// <summary>The data plane says of each hop what was computed.</summary>
    public async Task<PacketWalk> IsObservedAsComputedAsync(string from, string to, string protocol, int port)
    {
        var walk = await WalkAsync(from, to, protocol, port, observe: true);
        Assert.All(walk.Forward.Items.Concat(walk.Back.Items), hop => Assert.True(hop.Drift is null, $"{hop.Host} {hop.Place}: {hop.Drift}\n{WalkText.Of(walk, WalkLanguage.English)}"));
        Assert.Contains(walk.Forward.Items, hop => !hop.Observed.IsEmpty);
        return walk;
    }

    public Task<PacketWalk> WalkAsync(string from, string to, string protocol, int port, bool observe = false) =>
        WalkLab.WalkAsync(cloud, from == "outside" ? Outside : from, to, protocol, port, more => more["observe"] = observe);
}
