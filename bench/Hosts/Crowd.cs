using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Naru.Network;
using Naru.Network.NodeLink;
using Naru.State;

namespace Naru.Hosts.Bench;

/// <summary>The server's end of the streams and the agents of all hosts, at work.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _ended = new();
    private readonly Store _store;
    private readonly ServiceProvider _services;
    private readonly NodeStreams _streams;
    private readonly IReadOnlyList<RecordingHost> _hosts;
    private readonly List<Task> _working = [];
    private long _marked;
    private TimeSpan _processor;

    private Crowd(Store store, ServiceProvider services, IReadOnlyList<RecordingHost> hosts) =>
        (_store, _services, _streams, _hosts) = (store, services, services.GetRequiredService<NodeStreams>(), hosts);

    public double FlowsOfAHost => _hosts.Average(host => host.Flows);

    /// <summary>Starts everybody at the same moment; the clock of the first <see cref="SettleAsync"/> runs from there.</summary>
    public static async Task<Crowd> StartAsync(Store store, WideCloud cloud)
    {
        var services = new ServiceCollection();
        services.AddSingleton(store);
        services.AddNetwork(new NetworkOptions());
        services.AddNodeLink();
        services.AddLogging(logging => logging.ClearProviders());
        var crowd = new Crowd(store, services.BuildServiceProvider(), [.. cloud.Hellos.Select(hello => new RecordingHost(hello))]);
        await crowd._streams.StartAsync(CancellationToken.None);
        crowd.Mark();
        var server = crowd._services.GetRequiredService<NodeLinkService>();
        foreach (var host in crowd._hosts)
        {
            crowd._working.Add(Task.Run(() => host.RunAsync(crowd._ended.Token)));
            crowd._working.Add(Task.Run(() => server.ServeAsync(host, host, crowd._ended.Token)));
        }
        return crowd;
    }

    /// <summary>Counts and measures from here.</summary>
    public void Mark()
    {
        foreach (var host in _hosts)
            host.Mark();
        _processor = Process.GetCurrentProcess().TotalProcessorTime;
        _marked = Stopwatch.GetTimestamp();
    }

    /// <summary>Waits until what is awaited has come and then nothing has moved for a while, which is not counted.</summary>
    /// <param name="hosts">How many at least are told something.</param>
    public async Task<Settled> SettleAsync(int hosts, Func<bool> hasCome)
    {
        var (seen, since, processor) = (State(), Stopwatch.GetTimestamp(), TimeSpan.Zero);
        while (!hasCome() || _hosts.Count(host => host.Updates > 0) < hosts || _hosts.Any(host => host.IsBusy) || Stopwatch.GetElapsedTime(since) < Quiet)
        {
            await Task.Delay(Glance);
            if (_working.FirstOrDefault(task => task.IsFaulted) is { } broken)
                await broken;
            if (State() is var now && now != seen)
                (seen, since, processor) = (now, Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime - _processor);
        }
        var told = _hosts.Where(host => host.Updates > 0).ToList();
        return new Settled(
            told.Count,
            told.Sum(host => host.Updates),
            told.Sum(host => host.Bytes),
            Stopwatch.GetElapsedTime(_marked, told.Max(host => host.ToldAt)),
            Stopwatch.GetElapsedTime(_marked, told.Max(host => host.DoneAt)),
            processor,
            told.Max(host => host.Slowest));
    }

    /// <summary>What the server does for one host of its own accord, and what that host's agent does, with nobody else at work; the best of several times.</summary>
    public string Alone()
    {
        var host = _hosts[0];
        var told = NodeViewBuilder.Build(_store.Current, host.Host);
        var server = Best(() => NodeViewBuilder.Build(_store.Current, host.Host).Since(told));
        var agent = Best(host.Compile);
        return $"  one host alone: the server decides in {server.Time.TotalMilliseconds:0.0} ms ({server.MiB:0.0} MiB), the agent in {agent.Time.TotalMilliseconds:0.0} ms ({agent.MiB:0.0} MiB); {host.Flows} flows";
    }

    private static (TimeSpan Time, double MiB) Best(Action action)
    {
        const int Times = 15;
        return Enumerable.Range(0, Times).Select(_ =>
        {
            var (started, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            action();
            return (Stopwatch.GetElapsedTime(started), (GC.GetAllocatedBytesForCurrentThread() - allocated) / (1024.0 * 1024));
        }).Min();
    }

    /// <summary>What the server keeps, and what server and agents keep together. The agents forget everything.</summary>
    public string Memory()
    {
        var together = Collected();
        foreach (var host in _hosts)
            host.Forget();
        return $"  memory: {Collected():0} MiB of the server, {together:0} MiB with the flows of all agents";
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        foreach (var task in _working)
            await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _streams.StopAsync(CancellationToken.None);
        _services.GetRequiredService<NodeStreams>().Dispose();
        _ended.Dispose();
    }

    private static double Collected() => GC.GetTotalMemory(forceFullCollection: true) / (1024.0 * 1024);

    private (long Revision, long Rounds) State() => (_store.Current.Revision, _hosts.Sum(host => host.Rounds));
}
