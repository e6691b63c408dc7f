using System.Net;
using System.Net.Sockets;
using Naru.Primitives;

namespace Naru.Protocols.OpenFlow;

/// <summary>Waits for bridges that connect to their controller.</summary>
public sealed class OpenFlowListener : IDisposable
{
    private const int Backlog = 64;

    private readonly Socket _socket;
    private readonly OpenFlowOptions _options;

    /// <param name="endpoint">Address and port (6653 is OpenFlow's), or a Unix socket that does not exist yet.</param>
    /// <param name="options">How accepted connections behave.</param>
    public OpenFlowListener(EndPoint endpoint, OpenFlowOptions? options = null)
    {
        _options = options ?? OpenFlowOptions.Default;
        _socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        _socket.Bind(endpoint);
        _socket.Listen(Backlog);
    }

    /// <summary>Where it listens; the port that was chosen if none was given.</summary>
    public EndPoint? LocalEndPoint => _socket.LocalEndPoint;

    /// <summary>Waits for the next bridge.</summary>
    /// <returns>
    /// The handshake of that bridge, still under way: a bridge that is slow or speaks something else must not keep the others
    /// waiting.
    /// </returns>
    public async Task<Task<Result<OpenFlowConnection>>> AcceptAsync(CancellationToken cancellation)
    {
        var accepted = await _socket.AcceptAsync(cancellation);
        return OpenFlowConnection.StartAsync(new NetworkStream(accepted, ownsSocket: true), cancellation, _options);
    }

    public void Dispose() => _socket.Dispose();
}
