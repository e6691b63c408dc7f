using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Naru.Primitives;
using Naru.Protocols.Packets.Dns;

namespace Naru.Agent.Dns;

/// <summary>Asks the resolvers of the host what the network's own names do not answer.</summary>
/// <remarks>
/// Each question has a socket of its own in the process's namespace, so that its port is as hard to guess as its id
/// (RFC 5452 §9.2). Resolvers are tried in turn, twice.
/// </remarks>
internal sealed class DnsForwarder(ILogger log) : IAsyncDisposable
{
    // As many as dnsmasq has by default.
    private const int MostOutstanding = 150;
    private const int Rounds = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _room = new(MostOutstanding);
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Asks over UDP and hands over the answer, null if there is none. False, when too many questions are open already.</summary>
    public bool TryForward(byte[] query, EquatableList<IPEndPoint> upstreams, Func<byte[]?, Task> deliver)
    {
        if (!_room.Wait(0))
            return false;
        _ = ForwardAsync(query, upstreams, deliver);
        return true;
    }

    /// <summary>Asks over TCP, for a client that came over TCP because an answer was truncated.</summary>
    public async Task<byte[]?> AskOverStreamAsync(byte[] query, EquatableList<IPEndPoint> upstreams)
    {
        if (!_room.Wait(0))
            return null;
        try
        {
            return await AskAsync(query, upstreams, AskOverStreamAsync);
        }
        finally
        {
            _room.Release();
        }
    }

    /// <summary>Gives up all open questions; they count as not answered.</summary>
    public Task StopAsync() => _stop.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        for (var left = MostOutstanding; left > 0; left--)
            await _room.WaitAsync();
        _room.Dispose();
        _stop.Dispose();
    }

    // Owned by the count of _room: disposal waits for it. Failures of single resolvers are handled inside.
    private async Task ForwardAsync(byte[] query, EquatableList<IPEndPoint> upstreams, Func<byte[]?, Task> deliver)
    {
        try
        {
            await deliver(await AskAsync(query, upstreams, AskOverDatagramAsync));
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            log.DnsNotDelivered(failure.Message);
        }
        finally
        {
            _room.Release();
        }
    }

    private async Task<byte[]?> AskAsync(
        byte[] query, EquatableList<IPEndPoint> upstreams, Func<byte[], DnsMessage, IPEndPoint, CancellationToken, Task<byte[]?>> ask)
    {
        var own = (byte[])query.Clone();
        RandomNumberGenerator.Fill(own.AsSpan(0, 2));
        if (!DnsWire.TryRead(own, out var asked))
            return null;
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var upstream in upstreams)
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                patience.CancelAfter(Patience);
                try
                {
                    if (await ask(own, asked, upstream, patience.Token) is { } answer)
                    {
                        query.AsSpan(0, 2).CopyTo(answer);
                        return answer;
                    }
                }
                catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
                {
                    log.DnsUpstreamFailed(upstream, $"no answer in {Patience.TotalSeconds} s");
                }
                catch (OperationCanceledException)
                {
                    return null;
                }
                catch (Exception failure) when (failure is SocketException or IOException)
                {
                    log.DnsUpstreamFailed(upstream, failure.Message);
                }
            }
        }
        return null;
    }

    private static async Task<byte[]?> AskOverDatagramAsync(byte[] query, DnsMessage asked, IPEndPoint upstream, CancellationToken cancellation)
    {
        using var socket = new Socket(upstream.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(upstream, cancellation);
        await socket.SendAsync(query, cancellation);
        var buffer = new byte[ushort.MaxValue];
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer, cancellation);
            if (IsAnswer(buffer.AsSpan(0, length), asked))
                return buffer[..length];
        }
    }

    private static async Task<byte[]?> AskOverStreamAsync(byte[] query, DnsMessage asked, IPEndPoint upstream, CancellationToken cancellation)
    {
        using var socket = new Socket(upstream.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(upstream, cancellation);
        await using var stream = new NetworkStream(socket);
        await DnsStream.WriteAsync(stream, query, cancellation);
        var answer = await DnsStream.ReadAsync(stream, cancellation);
        return answer is not null && IsAnswer(answer, asked) ? answer : null;
    }

    private static bool IsAnswer(ReadOnlySpan<byte> octets, DnsMessage asked) =>
        octets.Length >= 2
        && BinaryPrimitives.ReadUInt16BigEndian(octets) == asked.Id
        && DnsWire.TryRead(octets, out var answer)
        && answer.IsResponse
        && answer.Questions == asked.Questions;
}
