using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Naru.Lab.Cloud;
using Naru.Lab.Hosts;

namespace Naru.Lab.Specs;

/// <summary>A cloud with the course's topology that is given to OVN while its packets flow, and taken back; a lab of its own.</summary>
[Trait("Category", "Lab")]
public sealed partial class ModeSwitchSpecs : IAsyncLifetime
{
    private const string Refuse = "--no-wait remove Open_vSwitch . external_ids ovn-ofctrl-wait-before-clear";

    // Where ovn-controller would be let write its flows, ovs-vsctl fails once, after it has done something else.
    private static string Break(string first) => $$"""
        program=$(command -v ovs-vsctl)
        cp "$program" /run/ovs-vsctl
        printf '%s\n' '#!/bin/sh' '[ "$*" != "{{Refuse}}" ] || [ -e /run/failed ] || { touch /run/failed; {{first}}; exit 1; }' 'exec /run/ovs-vsctl "$@"' >/run/broken
        rm -f /run/failed
        chmod +x /run/broken
        mount --bind /run/broken "$program"
        """;

    private const string Mend = "umount \"$(command -v ovs-vsctl)\"";

    private static readonly ProgramLab Lab = new("modespecs", "18117");

    public Task InitializeAsync() => OvnFixture.WhyNot is null ? Lab.NaruAsync("down") : Task.CompletedTask;

    public Task DisposeAsync() => InitializeAsync();

    [OvnFact]
    public async Task A_running_cloud_goes_to_OVN_and_back_and_a_failure_on_the_last_host_or_a_key_takes_it_back()
    {
        // With IPv6 beside IPv4, and one port that nothing ever wires.
        await PassesAsync("up", "--scenarios", "--port", Lab.Port);
        await AddUnwiredPortAsync();
        var before = await DescribeAsync();

        await Lab.OnAsync("compute-2", Break("true"));
        var failed = await Lab.NaruAsync("mode", "switch", "ovn");
        await Lab.OnAsync("compute-2", Mend);
        await IsTakenBackAsync(failed, before, "✗ compute-2");
        await IsTakenBackAsync(await Lab.InterruptAsync("✓ compute-1", "mode", "switch", "ovn"), before, "✗");

        // Open vSwitch itself dies on the way.
        await Lab.OnAsync("compute-2", Break("kill -KILL \"$(cat /run/openvswitch/ovs-vswitchd.pid)\""));
        await CountsAsync("ovn");
        await Lab.OnAsync("compute-2", Mend);
        Assert.Contains("internal geneve 1442", await DescribeAsync(), StringComparison.Ordinal);
        Assert.Equal("", await Lab.OnAsync("network", "ip netns list | grep -E 'qrouter|qdhcp' || true"));

        await CountsAsync("ovs");
        Assert.Equal(before, await DescribeAsync());
        Assert.Equal("", await Lab.OnAsync("compute-1", "ovs-vsctl get Open_vSwitch . external_ids | grep ovn- || true; ip netns list | grep ovnmeta || true"));
        await PassesAsync("doctor");
    }

    private static async Task IsTakenBackAsync((int ExitCode, string Output) switched, string before, string where)
    {
        var (code, output) = switched;
        Assert.True(code != 0, output);
        foreach (var told in (string[])["✓ compute-1", where, "The lab is in mode 'ovs' again.", "pings were lost"])
            Assert.True(output.Contains(told, StringComparison.Ordinal), output);
        Assert.False(output.Contains("no answer to pings", StringComparison.Ordinal), output);
        Assert.Equal((LabMode.OpenVSwitch, before), (Lab.State.Mode, await DescribeAsync()));
    }

    private static async Task AddUnwiredPortAsync()
    {
        using var client = await Lab.SignInAsync();
        var network = (await client.FindAsync(CloudResources.Networks, "backend", default)).Unwrap();
        var values = new JsonObject { ["network_id"] = network.Id, ["binding:host_id"] = "compute-1" };
        (await client.CreateAsync(CloudResources.Ports, values, default)).Unwrap();
    }

    private static async Task<string> PassesAsync(string command, params string[] arguments)
    {
        var (code, output) = await Lab.NaruAsync(command, arguments);
        Assert.True(code == 0, output);
        return output;
    }

    /// <summary>Switches while vm1 pings vm2 by itself, and holds what that lost against what is reported.</summary>
    private static async Task CountsAsync(string mode)
    {
        var address = await Lab.OnAsync("vm2", "ip -4 -o addr show eth0 | sed -n 's/.*inet \\([0-9.]*\\).*/\\1/p'");
        var own = await Lab.OnAsync("vm1", $"ping -q -i 0.1 {address} >/run/own 2>&1 & echo $!");
        var output = await PassesAsync("mode", "switch", mode);
        var seen = Summary().Match(await Lab.OnAsync("vm1", $"kill -INT {own}; sleep 1; cat /run/own"));
        var reported = Row().Match(output);
        Assert.True(seen.Success && reported.Success, output);
        var (lost, told) = (Number(seen.Groups["sent"]) - Number(seen.Groups["got"]), Number(reported.Groups["lost"]));
        // Both began and ended at other moments, and each has its own ten times of a second.
        Assert.True(Math.Abs(lost - told) <= 5 + (told / 2), $"{lost} were lost, {told} reported: {output}");
    }

    private static async Task<string> DescribeAsync()
    {
        using var client = await Lab.SignInAsync();
        var network = (await client.FindAsync(CloudResources.Networks, "internal", default)).Unwrap();
        using var shown = (await client.AskAsync(HttpMethod.Get, $"networks/{network.Id}", null, default)).Unwrap();
        var type = shown.RootElement.GetProperty("network").GetProperty("provider:network_type").GetString();
        var ports = (await client.ListAsync(CloudResources.Ports, $"network_id={network.Id}", default)).Unwrap();
        return string.Join('\n', ports
            .Select(port => $"{port.DeviceOwner} on '{port.HostId}' {string.Join(' ', port.FixedIps.Select(ip => ip.IpAddress))} {port.VifType} {port.Status}")
            .Order(StringComparer.Ordinal).Prepend($"internal {type} {network.Mtu}"));
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<sent>\d+) packets transmitted, (?<got>\d+) (packets )?received")]
    private static partial Regex Summary();

    [GeneratedRegex(@"│ vm1 +│ vm2 +│ \d+ +│ (?<lost>\d+) ")]
    private static partial Regex Row();
}
