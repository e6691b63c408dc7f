using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Naru.Agent.Reconciling;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.SecurityLog;

/// <summary>Reads what the firewalls decide for as long as somebody wants it logged.</summary>
internal sealed class SecurityLogService(IReadOnlyList<ILogSource> sources, SecurityLogFile file, ILogger<SecurityLogService> log)
    : IHostService, IAsyncDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private volatile NodeView _view = NodeView.Empty;
    private CancellationTokenSource? _stop;
    private Task _reading = Task.CompletedTask;

    public IReadOnlyList<ServicePort> Plug(NodeView view) => [];

    public async ValueTask ConfigureAsync(NodeView view, CancellationToken cancellation)
    {
        _view = view;
        if (view.Logs.Count > 0 && _stop is null)
        {
            _stop = new CancellationTokenSource();
            _reading = Task.WhenAll(sources.Select(source => ReadAsync(source, _stop.Token)));
        }
        else if (view.Logs.Count == 0)
        {
            await StopAsync();
        }
    }

    public IEnumerable<Observation> Observe(NodeView view) => [];

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        file.Dispose();
    }

    private async Task StopAsync()
    {
        if (_stop is not { } stop)
            return;
        await stop.CancelAsync();
        await _reading;
        stop.Dispose();
        _stop = null;
    }

    private async Task ReadAsync(ILogSource source, CancellationToken cancellation)
    {
        string? told = null;
        try
        {
            while (true)
            {
                var problem = await ReadOnceAsync(source, cancellation);
                if (problem.Message != told)
                    log.SourceAway(source.Name, problem.Message);
                told = problem.Message;
                await Task.Delay(Retry, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody wants it any more.
        }
    }

    private async Task<Error> ReadOnceAsync(ILogSource source, CancellationToken cancellation)
    {
        try
        {
            return await source.ReadAsync((mark, packet) => file.Write(_view, mark, packet), cancellation);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return new Error(ErrorKind.Unavailable, "LogEnded", exception.Message);
        }
    }
}
