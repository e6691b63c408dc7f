using System.Text.Json.Nodes;
using Naru.Lab.Checks;
using Naru.Lab.Cloud;
using Naru.Lab.Topology;
using Naru.Walk.Told;

namespace Naru.Lab.Specs;

/// <summary>What a walk says and what real packets do are the same where hosts have Linux bridges.</summary>
public abstract class BridgedWalkSpecs(ProgramLab lab) : IAsyncLifetime
{
    private CloudClient? _cloud;
    private Scene? _scene;
    private WalkChecks? _checks;

    private WalkChecks Checks => _checks ?? throw new InvalidOperationException("The lab is not up.");

    public async Task InitializeAsync()
    {
        if (CloudFixture.Program is null)
            return;
        _cloud = await lab.SignInAsync();
        _scene = new Scene(lab.Directory, _cloud, (await Course.EnsureAsync(lab.Directory, _cloud, default)).Unwrap());
        await _scene.StartServersAsync(default);
        _checks = new WalkChecks(_cloud, _scene);
    }

    public async Task DisposeAsync()
    {
        if (_scene is not null)
            await _scene.DisposeAsync();
        _cloud?.Dispose();
    }

    [CloudFact]
    public async Task A_packet_does_what_the_walk_says()
    {
        await Checks.PacketDoesAsync("vm1", "vm2", "icmp", 0, Verdict.Answered);
        await Checks.PacketDoesAsync("vm1", "vm2", "tcp", 80, Verdict.Answered);
        await Checks.PacketDoesAsync("vm2", "vm1", "tcp", 8080, Verdict.Dropped);
        await Checks.PacketDoesAsync("vm1", "vm3", "icmp", 0, Verdict.Answered);
        await Checks.PacketDoesAsync("vm3", "vm2", "tcp", 80, Verdict.Dropped);
        await Checks.PacketDoesAsync("vm3", "vm1", "tcp", 80, Verdict.Answered);
        await Checks.PacketDoesAsync("vm2", WalkChecks.Outside, "tcp", 80, Verdict.Answered);
        await Checks.PacketDoesAsync("vm3", WalkChecks.Outside, "tcp", 8080, Verdict.Dropped);
        await Checks.PacketDoesAsync("outside", WalkChecks.Vm1FloatingIp, "tcp", 80, Verdict.Answered);
        await Checks.PacketDoesAsync("outside", WalkChecks.Vm1FloatingIp, "tcp", 8080, Verdict.Dropped);
        await Checks.PacketDoesAsync("vm1", "192.168.50.99", "icmp", 0, Verdict.Dropped);
        await Checks.PacketDoesAsync("vm1", "metadata", "tcp", 80, Verdict.Answered);
    }

    [CloudFact]
    public async Task A_ping_is_seen_on_every_device_that_the_walk_names()
    {
        await Checks.PingIsSeenAsync("vm1", "vm2");
        await Checks.PingIsSeenAsync("vm1", "vm3");
        await Checks.PingIsSeenAsync("vm2", WalkChecks.Outside);
    }

    [CloudFact]
    public async Task A_probe_is_seen_on_every_device_though_its_port_is_translated()
    {
        var cloud = _cloud ?? throw new InvalidOperationException("The lab is not up.");
        var external = (await cloud.FindAsync(CloudResources.Networks, CourseTopology.External.Name, default)).Unwrap();
        var floating = (await cloud.CreateAsync(CloudResources.FloatingIps, new JsonObject { ["floating_network_id"] = external.Id }, default)).Unwrap();
        try
        {
            var vm2 = (await cloud.ListAsync(CloudResources.Ports, "name=vm2", default)).Unwrap().Single();
            (await cloud.AskAsync(HttpMethod.Post, $"floatingips/{floating.Id}/port_forwardings", new JsonObject
            {
                ["port_forwarding"] = new JsonObject
                {
                    ["protocol"] = "tcp", ["external_port"] = 8080, ["internal_port"] = 80,
                    ["internal_port_id"] = vm2.Id, ["internal_ip_address"] = vm2.FixedIps[0].IpAddress,
                },
            }, default)).Unwrap().Dispose();
            var seen = "";
            Assert.True(
                await CloudFixture.BecomesTrueAsync(async () =>
                    (seen = (await lab.NaruAsync("walk", "--lang", "en", WalkChecks.Outside, floating.FloatingIpAddress, "--tcp=8080", "--probe")).Output)
                    .Contains("A real packet was seen", StringComparison.Ordinal) && !seen.Contains("not seen", StringComparison.Ordinal)),
                seen);
        }
        finally
        {
            await cloud.DeleteAsync(CloudResources.FloatingIps, floating.Id, default);
        }
    }

    [CloudFact]
    public async Task The_data_plane_says_of_each_hop_what_was_computed()
    {
        var walk = await Checks.IsObservedAsComputedAsync("vm1", "vm2", "tcp", 80);
        Assert.Contains(walk.Forward.Items.Concat(walk.Back.Items), hop => hop is { Kind: HopKind.NetworkBridge, Observed.IsEmpty: false });
        await Checks.IsObservedAsComputedAsync("vm2", "vm1", "tcp", 8080);
        await Checks.IsObservedAsComputedAsync("vm1", "vm3", "icmp", 0);
        await Checks.IsObservedAsComputedAsync("vm2", WalkChecks.Outside, "tcp", 80);
        await Checks.IsObservedAsComputedAsync("vm3", WalkChecks.Vm1FloatingIp, "icmp", 0);
    }
}
