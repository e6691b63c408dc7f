using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Routing.HighAvailability;

/// <summary>Tells the server, and when that is silent the other hosts, that this host lives, and hears what they promise.</summary>
/// <param name="local">Where this host's tunnels end, and where the others ask it; null: only the server is asked.</param>
internal sealed class SignsOfLife(
    string host, IpAddress? local, GrpcChannel server, RouterLeases leases, TimeProvider time, ILogger<SignsOfLife> log)
{
    /// <summary>Where hosts ask each other; beside the ports of VXLAN (4789) and Geneve (6081) on the same address.</summary>
    public const int Port = 4790;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>What has not been answered after so many beats will not matter any more.</summary>
    private const int Remembered = 64;

    private readonly ConcurrentDictionary<long, TimeSpan> _sent = new();
    private Socket? _peers;
    private long _number;
    private bool _isTold;

    public async Task RunAsync(CancellationToken cancellation) =>
        await await Task.WhenAny(BeatAsync(cancellation), AskAsync(cancellation), AnswerAsync(cancellation));

    private async Task BeatAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                using var call = server.CreateCallInvoker().AsyncDuplexStreamingCall(NodeService.Beat, null, new CallOptions(cancellationToken: cancellation));
                using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                var sending = SendAsync(call.RequestStream, ended.Token);
                try
                {
                    await foreach (var lease in call.ResponseStream.ReadAllAsync(cancellation))
                    {
                        if (_sent.TryRemove(lease.Number, out var sent))
                            leases.GrantedByServer(sent, lease.Milliseconds);
                    }
                }
                finally
                {
                    await ended.CancelAsync();
                    await sending;
                }
            }
            catch (Exception exception) when (exception is RpcException or HttpRequestException or IOException)
            {
                // The stream of views says that the server is away.
            }
            await Task.Delay(Interval, time, cancellation);
        }
    }

    private async Task SendAsync(IClientStreamWriter<NodeBeat> stream, CancellationToken cancellation)
    {
        try
        {
            using var timer = new PeriodicTimer(Interval, time);
            do
            {
                await stream.WriteAsync(new NodeBeat(host, Next(), leases.Revision), cancellation);
            }
            while (await timer.WaitForNextTickAsync(cancellation));
        }
        catch (Exception exception) when (exception is OperationCanceledException or RpcException or InvalidOperationException)
        {
            // The stream is over.
        }
    }

    // Whoever is asked and when: the gates are brought to what has been answered until now.
    private async Task AskAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            leases.Renew();
            var asked = leases.ToAsk();
            if (asked.Count == 0 || _peers is not { } socket)
                continue;
            var question = new PeerMessage(PeerMessageKind.Question, Next(), leases.Revision, host).ToBytes();
            foreach (var peer in asked)
                await TrySendAsync(socket, question, new IPEndPoint(peer.TunnelAddress.ToIPAddress(), Port), cancellation);
        }
    }

    private async Task AnswerAsync(CancellationToken cancellation)
    {
        if (local is not { } address)
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return;
        }
        var buffer = new byte[PeerMessage.MaxLength + 1];
        while (!cancellation.IsCancellationRequested)
        {
            // The address may not be there yet.
            if (!TryOpen(address).TryGet(out var socket, out var refused))
            {
                if (!_isTold)
                    log.PeersUnreachable(Port, refused.Message);
                _isTold = true;
                await Task.Delay(Interval * 10, time, cancellation);
                continue;
            }
            using (socket)
            {
                _peers = socket;
                await ListenAsync(socket, buffer, cancellation);
                _peers = null;
            }
        }
    }

    private async Task ListenAsync(Socket socket, byte[] buffer, CancellationToken cancellation)
    {
        var anybody = new IPEndPoint(socket.AddressFamily is AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                var received = await socket.ReceiveFromAsync(buffer, SocketFlags.None, anybody, cancellation);
                if (PeerMessage.Read(buffer.AsSpan(0, received.ReceivedBytes)) is not { } message)
                    continue;
                var sender = (IPEndPoint)received.RemoteEndPoint;
                if (message.Kind is PeerMessageKind.Promise)
                {
                    if (_sent.TryGetValue(message.Number, out var sent))
                        leases.PromisedBy(message.Host, sent);
                }
                else if (leases.TryPromise(message.Host, IpAddress.From(sender.Address), message.Revision))
                {
                    await TrySendAsync(socket, new PeerMessage(PeerMessageKind.Promise, message.Number, 0, host).ToBytes(), sender, cancellation);
                }
            }
            catch (SocketException)
            {
                // Such as a host that answered that nobody listens there: the next question is a new one.
            }
        }
    }

    private long Next()
    {
        var number = Interlocked.Increment(ref _number);
        _sent[number] = leases.Now;
        _sent.TryRemove(number - Remembered, out _);
        return number;
    }

    private static Result<Socket> TryOpen(IpAddress address)
    {
        var end = new IPEndPoint(address.ToIPAddress(), Port);
        var socket = new Socket(end.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(end);
            return socket;
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            return new Error(ErrorKind.Unavailable, failure.SocketErrorCode.ToString(), failure.Message);
        }
    }

    private static async Task TrySendAsync(Socket socket, byte[] message, IPEndPoint to, CancellationToken cancellation)
    {
        try
        {
            await socket.SendToAsync(message, SocketFlags.None, to, cancellation);
        }
        catch (SocketException)
        {
            // No way there right now; the next message is soon.
        }
    }
}
