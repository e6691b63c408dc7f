using System.Net;
using System.Net.Sockets;
using Naru.Agent.Dns;
using Naru.Primitives;
using Naru.Protocols.Packets.Dns;

namespace Naru.Agent.Specs;

/// <summary>A resolver that knows one address for every name, and for <c>large.…</c> so many that UDP cannot carry them.</summary>
internal sealed class FakeResolver : IDisposable
{
    private readonly Socket _datagrams = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Socket _connections = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();

    public FakeResolver()
    {
        _datagrams.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Address = (IPEndPoint)_datagrams.LocalEndPoint!;
        _connections.Bind(Address);
        _connections.Listen();
        _ = Task.Run(AnswerDatagramsAsync);
        _ = Task.Run(AnswerConnectionsAsync);
    }

    public IPEndPoint Address { get; }

    public void Dispose()
    {
        _stop.Cancel();
        _datagrams.Dispose();
        _connections.Dispose();
        _stop.Dispose();
    }

    private async Task AnswerDatagramsAsync()
    {
        var buffer = new byte[4096];
        while (true)
        {
            var received = await _datagrams.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
            if (Answer(buffer.AsSpan(0, received.ReceivedBytes), DnsWire.PlainUdpSize) is { } answer)
                await _datagrams.SendToAsync(answer, received.RemoteEndPoint, _stop.Token);
        }
    }

    private async Task AnswerConnectionsAsync()
    {
        while (true)
        {
            await using var stream = new NetworkStream(await _connections.AcceptAsync(_stop.Token), ownsSocket: true);
            if (Answer(await DnsStream.ReadAsync(stream, _stop.Token), ushort.MaxValue) is { } answer)
                await DnsStream.WriteAsync(stream, answer, _stop.Token);
        }
    }

    private static byte[]? Answer(ReadOnlySpan<byte> octets, int limit)
    {
        if (!DnsWire.TryRead(octets, out var query))
            return null;
        var name = query.Questions[0].Name;
        var count = name.ToString().StartsWith("large.", StringComparison.Ordinal) ? 100 : 1;
        var addresses = Enumerable.Range(0, count).Select(i => IpAddress.Parse("198.51.100.9").Plus((uint)i));
        return DnsWire.ToBytes(
            query.Reply(DnsResponseCode.NoError) with { Answers = addresses.Select(address => DnsRecord.Of(name, address, 60)).ToEquatableList() }, limit);
    }
}
