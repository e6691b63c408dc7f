using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Naru.Bench.Figures;
using Naru.Lab.Cloud;
using Naru.Lab.Hosts;
using Naru.Lab.Processes;

namespace Naru.Bench.DataPlane;

/// <summary>An agent with many ports is ended and started again.</summary>
/// <remarks>
/// While it is away one more port is made and plugged. An agent brings all of its view in line in one round and reports
/// after it, so when that port is ACTIVE all of the others have been processed too.
/// </remarks>
public sealed class RestartFigures(BenchOptions options, MeasuredLab lab, Guests guests)
{
    private const string Host = "compute-2";
    private const int BatchSize = 100;
    private const int Restarts = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        yield return new Figure("resident memory of an agent, a few ports", AgentMemory(), Unit.Mebibytes) { Aim = 120 };
        var group = await guests.CreateGroupAsync("bench-many", letsPingsIn: true, cancellation);
        var one = await guests.StartAsync(Host, group, cancellation);
        var other = await guests.StartAsync(Host, group, cancellation);
        var plugged = DateTimeOffset.UtcNow;
        for (var made = 0; made < options.RestartPorts; made += BatchSize)
            plugged = await PlugAsync(Math.Min(BatchSize, options.RestartPorts - made), group, cancellation);
        await WaitForAllAsync(cancellation);
        yield return new Figure($"last of {options.RestartPorts} ports plugged in batches → all ACTIVE", (DateTimeOffset.UtcNow - plugged).TotalSeconds, Unit.Seconds);

        await using (var trace = await PingTrace.StartAsync(one.Shell, "eth0", other.Address, cancellation))
        {
            var seconds = new List<double>();
            for (var restart = 0; restart < Restarts; restart++)
                seconds.Add((await RestartAsync(group, cancellation)).TotalSeconds);
            yield return new Figure($"agent started again with {options.RestartPorts} ports → all processed", new Samples(seconds).Median, Unit.Seconds)
            {
                Neutron = Neutron.AgentRestartSeconds, Aim = 2, Detail = "Neutron: 200 ports",
            };
            yield return new Figure("longest gap of a 10 ms ping over the restarts", trace.LongestGap().TotalMilliseconds, Unit.Milliseconds)
            {
                Neutron = Neutron.AgentRestartGapMilliseconds,
            };
        }
        yield return new Figure($"resident memory of an agent, {options.RestartPorts} ports", AgentMemory(), Unit.Mebibytes) { Aim = 120 };
    }

    private async Task<TimeSpan> RestartAsync(string group, CancellationToken cancellation)
    {
        var host = lab.HostState(Host);
        var agent = host.Agent ?? throw new ToolFailedException($"'{Host}' has no agent.");
        agent.Terminate();
        if (!await agent.WaitForEndAsync(Patience, cancellation))
            throw new ToolFailedException($"The agent of '{Host}' did not end.");
        await PlugAsync(1, group, cancellation);

        var started = DateTimeOffset.UtcNow;
        var again = await HostAgent.EnsureAsync(lab.Directory, lab.State, host, cancellation);
        var state = lab.State;
        (state with { Hosts = [.. state.Hosts.Select(one => one.Host.Name == Host ? one with { Agent = again } : one)] }).Save(lab.Directory);
        await WaitForAllAsync(cancellation);
        return DateTimeOffset.UtcNow - started;
    }

    /// <summary>Ports without an instance: an internal port of the switch stands for the card.</summary>
    private async Task<DateTimeOffset> PlugAsync(int count, string group, CancellationToken cancellation)
    {
        var words = new List<string> { "ovs-vsctl" };
        for (var number = 0; number < count; number++)
        {
            var port = MeasuredLab.Wanted(await lab.Cloud.CreateAsync(CloudResources.Ports, new()
            {
                ["network_id"] = guests.Network,
                ["security_groups"] = new JsonArray(group),
                ["device_owner"] = "compute:nova",
                ["device_id"] = Guid.NewGuid().ToString(),
                ["binding:host_id"] = Host,
            }, cancellation));
            var device = $"tap{port.Id[..11]}";
            words.AddRange([
                "--", "add-port", "br-int", device,
                "--", "set", "Interface", device, "type=internal", $"external_ids:iface-id={port.Id}",
                "external_ids:iface-status=active", $"external_ids:attached-mac=\"{port.MacAddress}\"",
            ]);
        }
        await lab.Host(Host).MustRunAsync(words, cancellation);
        return DateTimeOffset.UtcNow;
    }

    private async Task WaitForAllAsync(CancellationToken cancellation)
    {
        var query = $"network_id={guests.Network}&status=DOWN";
        for (var end = DateTime.UtcNow + Patience; DateTime.UtcNow < end; await Task.Delay(10, cancellation))
        {
            if (MeasuredLab.Wanted(await lab.Cloud.ListAsync(CloudResources.Ports, query, cancellation)).Count == 0)
                return;
        }
        throw new ToolFailedException($"Not all ports on '{Host}' are ACTIVE after {Patience.TotalSeconds:0} s.");
    }

    private double AgentMemory() => ResidentMemory.Of((lab.HostState(Host).Agent ?? throw new ToolFailedException($"'{Host}' has no agent.")).Pid);
}
