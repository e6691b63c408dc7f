using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Naru.Agent.Kernel;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Metadata;

/// <summary>Accepts the metadata requests of one network or router, until it is disposed.</summary>
public sealed class MetadataListener : IAsyncDisposable
{
    private const int Backlog = 128;

    private readonly MetadataScope _scope;
    private readonly Socket _socket;
    private readonly NamespaceConnections _connections;
    private readonly SocketConnectionContextFactory _contexts;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    private MetadataListener(
        MetadataScope scope, Socket socket, NamespaceConnections connections, SocketConnectionContextFactory contexts, ILogger log) =>
        (_scope, _socket, _connections, _contexts, _log) = (scope, socket, connections, contexts, log);

    internal static Result<MetadataListener> Start(
        NetworkNamespace home,
        IPEndPoint local,
        MetadataScope scope,
        NamespaceConnections connections,
        SocketConnectionContextFactory contexts,
        ILogger log)
    {
        if (!NamespaceSockets.Listening(home, local, Backlog).TryGet(out var socket, out var error))
            return error;
        var listener = new MetadataListener(scope, socket, connections, contexts, log);
        listener._running = Task.Run(listener.AcceptAsync);
        log.MetadataStarted(scope, local, home.Name);
        return listener;
    }

    /// <summary>Accepts no more; requests that have begun are answered to their end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var socket = await _socket.AcceptAsync(_stop.Token);
                socket.NoDelay = true;
                var connection = _contexts.Create(socket);
                connection.Features.Set(_scope);
                try
                {
                    await _connections.AddAsync(connection, _stop.Token);
                }
                catch
                {
                    await connection.DisposeAsync();
                    throw;
                }
            }
            catch (Exception done) when (done is OperationCanceledException or System.Threading.Channels.ChannelClosedException)
            {
                return;
            }
            catch (SocketException failure)
            {
                _log.MetadataAcceptFailed(_scope, failure.Message);
            }
        }
    }
}
