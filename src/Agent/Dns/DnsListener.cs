using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Naru.Agent.Kernel;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Packets.Dns;

namespace Naru.Agent.Dns;

/// <summary>Answers on one address, over UDP and TCP.</summary>
internal sealed class DnsListener : IAsyncDisposable
{
    private const int LargestQuery = 4096;
    private const int MostConnections = 32;
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(10);

    private readonly IpAddress _address;
    private readonly DnsServer _server;
    private readonly DnsForwarder _forwarder;
    private readonly Socket _datagrams;
    private readonly Socket _connections;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _room = new(MostConnections);
    private Task _running = Task.CompletedTask;

    private DnsListener(IpAddress address, DnsServer server, DnsForwarder forwarder, Socket datagrams, Socket connections, ILogger log) =>
        (_address, _server, _forwarder, _datagrams, _connections, _log) = (address, server, forwarder, datagrams, connections, log);

    public static Result<DnsListener> Start(NetworkNamespace home, IpAddress address, DnsServer server, DnsForwarder forwarder, ILogger log)
    {
        var local = new IPEndPoint(address.ToIPAddress(), DnsWire.Port);
        if (!NamespaceSockets.Datagram(home, local).TryGet(out var datagrams, out var error))
            return error;
        if (!NamespaceSockets.Listening(home, local, MostConnections).TryGet(out var connections, out error))
        {
            datagrams.Dispose();
            return error;
        }
        var listener = new DnsListener(address, server, forwarder, datagrams, connections, log);
        listener._running = Task.WhenAll(Task.Run(listener.ReceiveAsync), Task.Run(listener.AcceptAsync));
        log.DnsStarted(address, home.Name);
        return listener;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        for (var left = MostConnections; left > 0; left--)
            await _room.WaitAsync();
        _datagrams.Dispose();
        _connections.Dispose();
        _room.Dispose();
        _stop.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[LargestQuery];
        var anyone = new IPEndPoint(_address.IsV4 ? IPAddress.Any : IPAddress.IPv6Any, 0);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var received = await _datagrams.ReceiveFromAsync(buffer, SocketFlags.None, anyone, _stop.Token);
                await AnswerAsync(buffer[..received.ReceivedBytes], received.RemoteEndPoint);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException failure)
            {
                _log.DnsReceiveFailed(_address, failure.Message);
            }
        }
    }

    private async Task AnswerAsync(byte[] octets, EndPoint client)
    {
        if (!DnsWire.TryRead(octets, out var query) || query.IsResponse)
            return;
        var (zone, upstreams) = _server.Current;
        if (DnsResponder.Answer(zone, query) is { } answer)
        {
            await SendAsync(answer);
            return;
        }
        if (upstreams.IsEmpty)
        {
            await SendAsync(DnsResponder.Unanswered(query, hasUpstreams: false));
            return;
        }
        var taken = _forwarder.TryForward(octets, upstreams, async found =>
        {
            if (found is null)
                await SendAsync(DnsResponder.Unanswered(query, hasUpstreams: true));
            else
                await _datagrams.SendToAsync(found, SocketFlags.None, client);
        });
        if (!taken)
        {
            _log.DnsOverloaded(_address);
            await SendAsync(DnsResponder.Unanswered(query, hasUpstreams: true));
        }

        async Task SendAsync(DnsMessage message)
        {
            await _datagrams.SendToAsync(DnsWire.ToBytes(message, query.UdpSize), SocketFlags.None, client);
            _log.DnsAnswered(_address, message);
        }
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _room.WaitAsync(_stop.Token);
                try
                {
                    _ = ServeAsync(await _connections.AcceptAsync(_stop.Token));
                }
                catch
                {
                    _room.Release();
                    throw;
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException failure)
            {
                _log.DnsReceiveFailed(_address, failure.Message);
            }
        }
    }

    // Owned by the count of _room: disposal waits for it.
    private async Task ServeAsync(Socket connection)
    {
        try
        {
            await using var stream = new NetworkStream(connection, ownsSocket: true);
            while (true)
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                patience.CancelAfter(LongestSilence);
                if (await DnsStream.ReadAsync(stream, patience.Token) is not { } octets
                    || !DnsWire.TryRead(octets, out var query)
                    || query.IsResponse)
                {
                    return;
                }
                await DnsStream.WriteAsync(stream, await AnswerOverStreamAsync(octets, query), _stop.Token);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or SocketException)
        {
            _log.DnsNotDelivered(failure.Message);
        }
        finally
        {
            _room.Release();
        }
    }

    private async Task<byte[]> AnswerOverStreamAsync(byte[] octets, DnsMessage query)
    {
        var (zone, upstreams) = _server.Current;
        if (DnsResponder.Answer(zone, query) is { } answer)
            return DnsWire.ToBytes(answer);
        return (upstreams.IsEmpty ? null : await _forwarder.AskOverStreamAsync(octets, upstreams))
            ?? DnsWire.ToBytes(DnsResponder.Unanswered(query, hasUpstreams: !upstreams.IsEmpty));
    }
}
