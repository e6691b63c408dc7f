using System.Globalization;
using Naru.Walk.Told;

namespace Naru.Lab.Specs;

/// <summary>What a walk says and what real packets do are the same, on the course's cloud.</summary>
[Trait("Category", "Lab")]
[Collection(WalkLab.Collection)]
public sealed class WalkSpecs(WalkLab lab)
{
    private const string Outside = WalkChecks.Outside;
    private const string Vm1FloatingIp = WalkChecks.Vm1FloatingIp;

    [CloudFact]
    public void The_course_comes_up() => Assert.True(lab.Up.ExitCode == 0, lab.Up.Output);

    [CloudTheory]
    [InlineData("vm1", "vm2", "icmp", 0, Verdict.Answered)]
    [InlineData("vm2", "vm1", "icmp", 0, Verdict.Answered)]
    [InlineData("vm1", "vm2", "tcp", 80, Verdict.Answered)]
    [InlineData("vm2", "vm1", "tcp", 80, Verdict.Answered)]
    [InlineData("vm1", "vm2", "tcp", 8080, Verdict.Dropped)]
    [InlineData("vm2", "vm1", "tcp", 8080, Verdict.Dropped)]
    [InlineData("vm1", "vm3", "icmp", 0, Verdict.Answered)]
    [InlineData("vm3", "vm1", "icmp", 0, Verdict.Answered)]
    [InlineData("vm2", "vm3", "icmp", 0, Verdict.Answered)]
    [InlineData("vm3", "vm2", "icmp", 0, Verdict.Answered)]
    [InlineData("vm3", "vm1", "tcp", 80, Verdict.Answered)]
    [InlineData("vm3", "vm2", "tcp", 80, Verdict.Dropped)]
    [InlineData("vm3", "vm1", "tcp", 8080, Verdict.Dropped)]
    [InlineData("vm1", Outside, "icmp", 0, Verdict.Answered)]
    [InlineData("vm2", Outside, "icmp", 0, Verdict.Answered)]
    [InlineData("vm3", Outside, "icmp", 0, Verdict.Answered)]
    [InlineData("vm1", Outside, "tcp", 80, Verdict.Answered)]
    [InlineData("vm2", Outside, "tcp", 80, Verdict.Answered)]
    [InlineData("vm3", Outside, "tcp", 80, Verdict.Answered)]
    [InlineData("vm3", Outside, "tcp", 8080, Verdict.Dropped)]
    [InlineData("outside", Vm1FloatingIp, "icmp", 0, Verdict.Answered)]
    [InlineData("outside", Vm1FloatingIp, "tcp", 80, Verdict.Answered)]
    [InlineData("outside", Vm1FloatingIp, "tcp", 8080, Verdict.Dropped)]
    [InlineData("vm2", Vm1FloatingIp, "icmp", 0, Verdict.Answered)]
    [InlineData("vm3", Vm1FloatingIp, "icmp", 0, Verdict.Answered)]
    [InlineData("vm1", "192.168.50.1", "icmp", 0, Verdict.Answered)]
    [InlineData("vm3", "192.168.60.1", "icmp", 0, Verdict.Answered)]
    [InlineData("vm1", "192.168.50.2", "icmp", 0, Verdict.Answered)]
    [InlineData("vm1", "192.168.50.99", "icmp", 0, Verdict.Dropped)]
    [InlineData("outside", "203.0.113.100", "icmp", 0, Verdict.Answered)]
    [InlineData("vm1", "metadata", "tcp", 80, Verdict.Answered)]
    public Task A_packet_does_what_the_walk_says(string from, string to, string protocol, int port, Verdict expected) =>
        lab.Checks.PacketDoesAsync(from, to, protocol, port, expected);

    [CloudTheory]
    [InlineData("vm1", "vm2")]
    [InlineData("vm1", "vm3")]
    [InlineData("vm2", Outside)]
    public Task A_ping_is_seen_on_every_device_that_the_walk_names(string from, string to) => lab.Checks.PingIsSeenAsync(from, to);

    [CloudTheory]
    [InlineData("vm1", "vm2", "tcp", 80)]
    [InlineData("vm1", "vm2", "tcp", 8080)]
    [InlineData("vm1", "vm3", "icmp", 0)]
    [InlineData("vm2", Outside, "tcp", 80)]
    [InlineData("vm3", Vm1FloatingIp, "icmp", 0)]
    public Task The_data_plane_says_of_each_hop_what_was_computed(string from, string to, string protocol, int port) =>
        lab.Checks.IsObservedAsComputedAsync(from, to, protocol, port);

    [CloudTheory]
    [InlineData("vm1", "vm3", "--icmp")]
    [InlineData("vm2", "vm1", "--tcp=80")]
    [InlineData("vm2", Outside, "--tcp=80")]
    [InlineData(Outside, Vm1FloatingIp, "--icmp")]
    public async Task A_probe_is_seen_on_the_devices_of_the_computed_hops_and_in_their_order(string from, string to, string packet)
    {
        var (protocol, port) = packet == "--icmp" ? ("icmp", 0) : ("tcp", 80);
        await lab.WalkAsync(from, to, protocol, port);
        var (code, output) = await WalkLab.NaruAsync("walk", "--lang", "en", from, to, packet, "--probe");
        Assert.True(code == 0, output);
        var walk = await lab.WalkAsync(from, to, protocol, port);
        var computed = walk.Forward.Items.Where(hop => hop.Host.Length > 0).SelectMany(hop => HopDevices.Of(hop).Select(device => (hop.Number, device)));
        // "  2.  compute-1  tap4b6968a1-31  +0.042 ms"
        var seen = output[output.IndexOf("A real packet was seen", StringComparison.Ordinal)..].Split('\n')[1..]
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length >= 4).ToList();
        Assert.Equal(computed, seen.Select(words => (int.Parse(words[0].TrimEnd('.'), CultureInfo.InvariantCulture), words[2])));
        Assert.All(seen, words => Assert.StartsWith("+", words[3], StringComparison.Ordinal));
        var times = seen.Select(words => double.Parse(words[3], CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(times.Order(), times);
    }

    [CloudFact]
    public async Task A_flow_that_somebody_puts_above_ours_is_shown_as_drift()
    {
        await WalkLab.OnAsync("compute-2", "ovs-ofctl -O OpenFlow13 add-flow br-int table=58,priority=7,icmp,actions=drop");
        try
        {
            var walk = await lab.WalkAsync("vm1", "vm2", "icmp", 0, observe: true);
            Assert.Equal(("compute-2", "br-int"), Assert.Single(walk.Forward.Items, hop => hop.Drift is not null) is var hop ? (hop.Host, hop.Place) : default);
        }
        finally
        {
            await WalkLab.OnAsync("compute-2", "ovs-ofctl -O OpenFlow13 --strict del-flows br-int table=58,priority=7,icmp");
        }
    }
}
