using Naru.Lab.Checks;
using Naru.Lab.Cloud;
using Naru.Lab.Hosts;
using Naru.Lab.Instances;
using Naru.Primitives;

namespace Naru.Lab.Modes;

/// <summary>Pings between all ends of a lab that answer each other: instances, their floating IPs and the outside.</summary>
public sealed class PingWatch(IReadOnlyList<PingStream> streams) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = 2 * Probe.Patience;

    /// <summary>Begins to ping wherever a ping is answered now.</summary>
    public static async Task<Result<PingWatch>> StartAsync(LabDirectory directory, LabState state, CloudClient cloud, CancellationToken cancellation)
    {
        if (!(await cloud.ListAsync(CloudResources.FloatingIps, "", cancellation)).TryGet(out var floating, out var error)
            || !(await cloud.ListAsync(CloudResources.Ports, "", cancellation)).TryGet(out var ports, out error)
            || !LabTargets.Host(directory, LabHost.OutsideName).TryGet(out var outside, out error))
            return error;
        var ways = floating.Where(ip => ip.PortId is not null).Select(ip => (From: outside, To: ip.FloatingIpAddress, Address: ip.FloatingIpAddress)).ToList();
        var instances = state.Instances.Select(instance => (
                instance.Name,
                Shell: InstanceShells.Beside(directory, instance).TryGet(out var shell, out _) ? shell : null,
                Addresses: ports.Where(port => port.Id == instance.Port.Id).SelectMany(port => port.FixedIps).Select(ip => ip.IpAddress)))
            .ToList();
        foreach (var from in instances)
        {
            if (from.Shell is not { } shell)
                continue;
            ways.AddRange(new[] { OutsideWorld.InternetAddress, OutsideWorld.InternetAddress6 }.Select(address => (shell, NameOf(LabHost.OutsideName, address), address)));
            ways.AddRange(instances.Where(to => to.Name != from.Name).SelectMany(to => to.Addresses.Select(address => (shell, NameOf(to.Name, address), address))));
        }
        var answered = await Task.WhenAll(ways.Select(async way => (Way: way, Answers: await new Probe(way.From).PingsAsync(way.Address, cancellation))));
        return new PingWatch([.. answered.Where(one => one.Answers).Select(one => PingStream.Start(one.Way.From, one.Way.To, one.Way.Address))]);
    }

    private static string NameOf(string end, string address) => address.Contains(':') ? $"{end} (IPv6)" : end;

    /// <summary>Waits until every way answers again.</summary>
    public async Task<Result<Done>> AnswerAsync(CancellationToken cancellation)
    {
        var answers = await Task.WhenAll(streams.Select(async stream => (stream.Name, Answers: await stream.AnswersAsync(Patience, cancellation))));
        List<string> silent = [.. answers.Where(one => !one.Answers).Select(one => one.Name)];
        return silent.Count == 0
            ? Done.Ok
            : Error.Conflict("NoAnswer", $"After {Patience.TotalSeconds:0} s there is no answer to pings {string.Join(", ", silent)}, to which there was one before.");
    }

    public IReadOnlyList<PingLoss> Count() => [.. streams.Select(stream => stream.Count())];

    public async ValueTask DisposeAsync()
    {
        foreach (var stream in streams)
            await stream.DisposeAsync();
    }
}
