using Naru.Lab.Checks;
using Naru.Lab.Cloud;
using Naru.Lab.Hosts;
using Naru.Lab.Instances;
using Naru.Primitives;

namespace Naru.Lab.Modes;

/// <summary>Pings between all ends of a lab that answer each other: instances, their floating IPs and the outside.</summary>
public sealed class PingWatch(IReadOnlyList<PingStream> streams) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = 4 * Probe.Patience;

    /// <summary>Begins to ping wherever a ping is answered now.</summary>
    public static async Task<Result<PingWatch>> StartAsync(LabDirectory directory, LabState state, CloudClient cloud, CancellationToken cancellation)
    {
        if (!(await cloud.ListAsync(CloudResources.FloatingIps, "", cancellation)).TryGet(out var floating, out var error)
            || !LabTargets.Host(directory, LabHost.OutsideName).TryGet(out var outside, out error))
            return error;
        var ways = floating.Where(ip => ip.PortId is not null).Select(ip => (From: outside, To: ip.FloatingIpAddress, Address: ip.FloatingIpAddress)).ToList();
        var instances = state.Instances.Select(instance => (
                instance.Name,
                Shell: InstanceShells.Beside(directory, instance).TryGet(out var shell, out _) ? shell : null,
                Address: DhcpClient.Lease(directory, instance)?.Address.Split('/')[0]))
            .ToList();
        foreach (var from in instances)
        {
            if (from.Shell is not { } shell)
                continue;
            ways.Add((shell, LabHost.OutsideName, OutsideWorld.InternetAddress));
            ways.AddRange(instances.Where(to => to.Name != from.Name && to.Address is not null).Select(to => (shell, to.Name, to.Address!)));
        }
        var answered = await Task.WhenAll(ways.Select(async way => (Way: way, Answers: (await way.From.RunAsync(["ping", "-n", "-c", "1", "-W", "2", way.Address], cancellation)).Succeeded)));
        return new PingWatch([.. answered.Where(one => one.Answers).Select(one => PingStream.Start(one.Way.From, one.Way.To, one.Way.Address))]);
    }

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
