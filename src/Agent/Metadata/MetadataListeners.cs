using System.Net;
using Microsoft.Extensions.Logging;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Metadata;

/// <summary>The metadata listeners of all namespaces of a host, and the one server behind them.</summary>
/// <remarks>Not thread-safe: for the reconcile loop alone.</remarks>
internal sealed class MetadataListeners(IInstanceDirectory directory, NovaMetadata? nova, ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly Dictionary<string, Kept> _listeners = [];
    private MetadataServer? _server;

    /// <summary>Listens in a namespace at these addresses and no others; does nothing where that is done already.</summary>
    public async ValueTask<Result<Done>> EnsureAsync(
        NetworkNamespace home, IReadOnlyCollection<IPEndPoint> locals, MetadataScope scope, CancellationToken cancellation)
    {
        if (_listeners.TryGetValue(home.Name, out var kept) && kept.Identity != home.Identity)
            await DropAsync(home.Name);
        if (!_listeners.TryGetValue(home.Name, out kept))
            _listeners.Add(home.Name, kept = new Kept(home.Identity, []));
        foreach (var gone in kept.Listeners.Keys.Except(locals).ToList())
        {
            kept.Listeners.Remove(gone, out var listener);
            await listener!.DisposeAsync(); // The key was just found.
        }
        foreach (var local in locals.Except(kept.Listeners.Keys).ToList())
        {
            _server ??= await MetadataServer.StartAsync(directory, nova, loggers, cancellation);
            if (!_server.Listen(home, local, scope).TryGet(out var listener, out var error))
                return error;
            kept.Listeners.Add(local, listener);
        }
        return Done.Ok;
    }

    /// <summary>Ends the listeners in namespaces with this prefix that are not among these.</summary>
    public async ValueTask KeepOnlyAsync(string prefix, IReadOnlySet<string> names)
    {
        foreach (var name in _listeners.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && !names.Contains(name)).ToList())
            await DropAsync(name);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _listeners.Keys.ToList())
            await DropAsync(name);
        if (_server is not null)
            await _server.DisposeAsync();
    }

    private async ValueTask DropAsync(string name)
    {
        _listeners.Remove(name, out var kept);
        foreach (var listener in kept!.Listeners.Values) // The key was just found.
            await listener.DisposeAsync();
    }

    private sealed record Kept(ulong Identity, Dictionary<IPEndPoint, MetadataListener> Listeners);
}
