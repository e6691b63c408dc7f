using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Naru.Bench.Api;

/// <summary>One HTTP/1.1 connection that stays open, with as little of its own work between two requests as can be.</summary>
/// <remarks>Not for several threads at once. What it returns is valid until the next request.</remarks>
public sealed class KeepAliveConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly string _always;
    private byte[] _received = new byte[64 * 1024];
    private byte[] _body = [];
    private int _length;

    private KeepAliveConnection(int port, string? token)
    {
        _always = $" HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: application/json\r\n{(token is null ? "" : $"X-Auth-Token: {token}\r\n")}";
        _socket.Connect(IPAddress.Loopback, port);
    }

    public static KeepAliveConnection Open(int port, string? token = null) => new(port, token);

    /// <summary>The status line and header fields of the last answer.</summary>
    public string Head { get; private set; } = "";

    /// <summary>The body of the last answer.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>Sends a request and reads all of the answer.</summary>
    /// <returns>The status.</returns>
    /// <exception cref="IOException">The server closed the connection.</exception>
    public int Send(ApiRequest request)
    {
        var fields = request.Body is null ? "\r\n" : $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(request.Body)}\r\n\r\n";
        SendAll(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{_always}{fields}{request.Body}"));
        _length = 0;
        var end = ReadUntil("\r\n\r\n"u8, 0);
        Head = Encoding.ASCII.GetString(_received, 0, end);
        var start = end + 4;
        if (Field("Content-Length") is { } length)
        {
            var bytes = int.Parse(length, CultureInfo.InvariantCulture);
            while (_length < start + bytes)
                Receive();
            Body = _received.AsMemory(start, bytes);
        }
        else
        {
            Body = Field("Transfer-Encoding") == "chunked" ? ReadChunks(start) : default;
        }
        return int.Parse(Head.AsSpan(9, 3), CultureInfo.InvariantCulture);
    }

    /// <summary>A header field of the last answer, or null.</summary>
    public string? Field(string name)
    {
        var at = Head.IndexOf($"\r\n{name}:", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        var value = Head.AsSpan(at + name.Length + 3);
        var end = value.IndexOf('\r');
        return (end < 0 ? value : value[..end]).Trim().ToString();
    }

    public void Dispose() => _socket.Dispose();

    // RFC 9112 section 7.1; the server sends no trailers.
    private ReadOnlyMemory<byte> ReadChunks(int at)
    {
        var total = 0;
        while (true)
        {
            var end = ReadUntil("\r\n"u8, at);
            var size = int.Parse(Encoding.ASCII.GetString(_received, at, end - at), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var start = end + 2;
            while (_length < start + size + 2)
                Receive();
            if (size == 0)
                return _body.AsMemory(0, total);
            if (_body.Length < total + size)
                Array.Resize(ref _body, Math.Max(total + size, 2 * _body.Length));
            _received.AsSpan(start, size).CopyTo(_body.AsSpan(total));
            total += size;
            at = start + size + 2;
        }
    }

    private int ReadUntil(ReadOnlySpan<byte> mark, int from)
    {
        int found;
        while ((found = _received.AsSpan(from, _length - from).IndexOf(mark)) < 0)
            Receive();
        return from + found;
    }

    private void Receive()
    {
        if (_length == _received.Length)
            Array.Resize(ref _received, 2 * _length);
        var count = _socket.Receive(_received.AsSpan(_length));
        if (count == 0)
            throw new IOException("The server closed the connection.");
        _length += count;
    }

    private void SendAll(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[_socket.Send(bytes)..];
    }
}
