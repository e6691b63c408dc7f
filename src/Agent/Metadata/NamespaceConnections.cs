using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Naru.Agent.Metadata;

/// <summary>Gives Kestrel the connections that were accepted in all namespaces, so that one web server serves them all.</summary>
internal sealed class NamespaceConnections : IConnectionListenerFactory, IConnectionListener
{
    // Those accepted and not yet taken up; when it is full, accepting waits and the kernel's backlog fills.
    private readonly Channel<ConnectionContext> _accepted = Channel.CreateBounded<ConnectionContext>(64);

    /// <summary>What Kestrel is told to listen on; nobody connects to it.</summary>
    public static EndPoint Everywhere { get; } = new NamespacesEndPoint();

    public EndPoint EndPoint => Everywhere;

    public ValueTask AddAsync(ConnectionContext connection, CancellationToken cancellation) => _accepted.Writer.WriteAsync(connection, cancellation);

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => ValueTask.FromResult<IConnectionListener>(this);

    /// <summary>The next connection; null after <see cref="UnbindAsync"/>.</summary>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await _accepted.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_accepted.Reader.TryRead(out var connection))
                return connection;
        }
        return null;
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _accepted.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => UnbindAsync();

    private sealed class NamespacesEndPoint : EndPoint
    {
        public override string ToString() => "network namespaces";
    }
}
