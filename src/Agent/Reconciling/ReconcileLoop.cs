using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Naru.Agent.Server;
using Naru.NodeContract;

namespace Naru.Agent.Reconciling;

/// <summary>Keeps the host in line with its view: one round after every change, and one now and then to find what was changed by hand.</summary>
/// <remarks>
/// The order of a round lets no packet meet a half-made data plane: devices, ports, flows, namespaces; what goes leaves the
/// switch before its device is removed. Until the first view has arrived nothing is touched: what an earlier agent made works on.
/// </remarks>
internal sealed class ReconcileLoop(
    ServerLink server, IHostSwitch @switch, IReadOnlyList<IHostService> services, WakeUp wakeUp, ILogger<ReconcileLoop> log)
{
    /// <summary>How long a change by hand can go unnoticed. A look costs one request per bridge and some reads of the kernel.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(400);

    /// <summary>The same on a host that is large or busy: there a look takes longer.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>How many times as long as a look the pause after it is: what looking may take of the host.</summary>
    private const int PausePerLook = 25;

    private readonly ReportBook _reports = new();
    private long _stream;
    private string? _problem;

    public async Task RunAsync(CancellationToken cancellation)
    {
        var pause = ShortestPause;
        while (!cancellation.IsCancellationRequested)
        {
            var called = await wakeUp.WaitAsync(pause, cancellation);
            if (server.View is not { } view)
                continue;
            var start = Stopwatch.GetTimestamp();
            try
            {
                await RoundAsync(view, verify: !called, cancellation);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The next round starts from what is really there.
                log.RoundFailed(exception);
            }
            pause = TimeSpan.FromTicks(Math.Clamp(Stopwatch.GetElapsedTime(start).Ticks * PausePerLook, ShortestPause.Ticks, LongestPause.Ticks));
        }
    }

    private async Task RoundAsync(NodeView view, bool verify, CancellationToken cancellation)
    {
        var ports = services.SelectMany(service => service.Plug(view)).ToList();
        var written = await @switch.ReconcileAsync(view, ports, verify, cancellation);
        foreach (var service in services)
            await service.ConfigureAsync(view, cancellation);
        if (written.Error?.Message is { } problem)
        {
            // It is tried with every look; one line says so.
            if (problem != _problem)
                log.SwitchNotWritten(problem);
            _problem = problem;
            return;
        }
        _problem = null;
        Report(view);
    }

    private void Report(NodeView view)
    {
        if (server.Stream != _stream)
        {
            _stream = server.Stream;
            _reports.Forget();
            foreach (var reporter in services.OfType<IReporter>())
                reporter.TellAll();
        }
        var observations = @switch.Observe(view, services.OfType<IPortGate>()).Concat(services.SelectMany(service => service.Observe(view))).ToList();
        foreach (var listener in services.OfType<IPortListener>())
            listener.Hear(observations);
        var meters = services.OfType<IMeter>().SelectMany(meter => meter.Read());
        if (_reports.Next(view.Revision, observations, meters) is { } report && !server.TryReport(report))
            _reports.Forget();
    }
}
