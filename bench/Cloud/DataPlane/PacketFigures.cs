using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Naru.Bench.Figures;
using Naru.Lab.Cloud;
using Naru.Lab.Hosts;
using Naru.Lab.Instances;

namespace Naru.Bench.DataPlane;

/// <summary>From a request to the first packet that goes another way because of it.</summary>
public sealed class PacketFigures(BenchOptions options, MeasuredLab lab, Guests guests)
{
    private const string OpenFlowHost = "compute-2";
    private const string HybridHost = "compute-1";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Long enough for the ping to run before the request is sent.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var open = await guests.CreateGroupAsync("bench-open", letsPingsIn: true, cancellation);
        var peer = await guests.StartAsync(OpenFlowHost, open, cancellation);
        await foreach (var figure in PortsAsync("OpenFlow firewall, same host", OpenFlowHost, peer, open, cancellation))
            yield return figure;
        await foreach (var figure in PortsAsync("hybrid firewall, over VXLAN", HybridHost, peer, open, cancellation))
            yield return figure;
        yield return await RulesAsync(peer, cancellation);
        await foreach (var figure in FloatingIpsAsync(cancellation))
            yield return figure;
    }

    private async IAsyncEnumerable<Figure> PortsAsync(
        string variant, string host, Guest peer, string group, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var mtu = await guests.MtuAsync(cancellation);
        List<double> toPing = [], plugging = [], pluggedToPing = [], toActive = [];
        for (var sample = 0; sample < options.Samples; sample++)
        {
            var guest = await guests.PrepareAsync(host, cancellation);
            await using var trace = await PingTrace.StartAsync(peer.Shell, "eth0", guest.Address, cancellation);
            await Task.Delay(Settling, cancellation);

            var posted = DateTimeOffset.UtcNow;
            var port = await guests.CreatePortAsync(guest, group, cancellation);
            var created = DateTimeOffset.UtcNow - posted;
            await guests.PlugAsync(guest, port, mtu, cancellation);
            var plugged = DateTimeOffset.UtcNow - posted;
            await lab.WaitForActiveAsync(port.Id, Patience, cancellation);
            toActive.Add((DateTimeOffset.UtcNow - posted).TotalMilliseconds);
            var first = await ExpectAsync(trace.FirstAnswerAsync(posted, Patience, cancellation), $"The new port {port.Id} does not answer");
            toPing.Add(first);
            plugging.Add((plugged - created).TotalMilliseconds);
            pluggedToPing.Add(Math.Max(0, first - plugged.TotalMilliseconds));
            await guest.Configuring.DisposeAsync();
        }
        var figure = Median($"POST port + plug → first ping ({variant})", toPing, Neutron.PortToPingMilliseconds);
        yield return figure with { Aim = 100, Detail = $"{figure.Detail}; the programs that plug take {new Samples(plugging).Median:0} of it" };
        yield return Median($"plugged → first ping ({variant})", pluggedToPing, Neutron.PluggedToPingMilliseconds);
        yield return Median($"POST port + plug → ACTIVE ({variant})", toActive, Neutron.PortToActiveMilliseconds);
    }

    private async Task<Figure> RulesAsync(Guest peer, CancellationToken cancellation)
    {
        var closed = await guests.CreateGroupAsync("bench-closed", letsPingsIn: false, cancellation);
        var guest = await guests.StartAsync(OpenFlowHost, closed, cancellation);
        var times = new List<double>();
        for (var sample = 0; sample < options.Samples; sample++)
        {
            await using var trace = await PingTrace.StartAsync(peer.Shell, "eth0", guest.Address, cancellation);
            await ExpectAsync(trace.LastAnswerAsync(DateTimeOffset.UtcNow, Patience, cancellation), "Without a rule pings pass");
            var posted = DateTimeOffset.UtcNow;
            var rule = await guests.AllowPingAsync(closed, cancellation);
            times.Add(await ExpectAsync(trace.FirstAnswerAsync(posted, Patience, cancellation), "With the rule no ping passes"));
            MeasuredLab.Wanted(await lab.Cloud.DeleteAsync(CloudResources.SecurityGroupRules, rule, cancellation));
        }
        return Median("POST security group rule → first ping", times, Neutron.RuleToPingMilliseconds);
    }

    private async IAsyncEnumerable<Figure> FloatingIpsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var outside = lab.Host(LabHost.OutsideName);
        InstanceState instance = lab.Course.Vm2;
        List<double> toPing = [], toSilence = [];
        for (var sample = 0; sample < options.Samples; sample++)
        {
            // The address is taken first, so that the ping already runs when it is asked to lead somewhere.
            var floating = MeasuredLab.Wanted(await lab.Cloud.CreateAsync(
                CloudResources.FloatingIps, new() { ["floating_network_id"] = lab.ExternalNetwork }, cancellation));
            var address = floating.FloatingIpAddress;
            MeasuredLab.Wanted(await lab.Cloud.DeleteAsync(CloudResources.FloatingIps, floating.Id, cancellation));
            await using var trace = await PingTrace.StartAsync(outside, "eth1", address, cancellation);
            await Task.Delay(Settling, cancellation);

            var posted = DateTimeOffset.UtcNow;
            floating = MeasuredLab.Wanted(await lab.Cloud.CreateAsync(CloudResources.FloatingIps, new JsonObject
            {
                ["floating_network_id"] = lab.ExternalNetwork,
                ["floating_ip_address"] = address,
                ["port_id"] = instance.Port.Id,
            }, cancellation));
            toPing.Add(await ExpectAsync(trace.FirstAnswerAsync(posted, Patience, cancellation), $"The floating IP {address} does not answer"));
            await Task.Delay(Settling, cancellation);

            var deleted = DateTimeOffset.UtcNow;
            MeasuredLab.Wanted(await lab.Cloud.DeleteAsync(CloudResources.FloatingIps, floating.Id, cancellation));
            toSilence.Add(await ExpectAsync(trace.LastAnswerAsync(deleted, Patience, cancellation), $"The deleted floating IP {address} still answers"));
        }
        yield return Median("POST floating IP → first ping from outside", toPing, Neutron.FloatingIpToPingMilliseconds);
        yield return Median("DELETE floating IP → last ping", toSilence, Neutron.FloatingIpToSilenceMilliseconds);
    }

    private static async Task<double> ExpectAsync(Task<TimeSpan?> seen, string otherwise) =>
        (await seen)?.TotalMilliseconds ?? throw new Lab.Processes.ToolFailedException($"{otherwise} after {Patience.TotalSeconds:0} s.");

    private static Figure Median(string what, List<double> milliseconds, double neutron)
    {
        var samples = new Samples(milliseconds);
        return new Figure(what, samples.Median, Unit.Milliseconds) { Neutron = neutron, Detail = samples.ToString() };
    }
}
