using System.Globalization;
using System.Net;
using System.Net.Sockets;

using Naru.Primitives;

namespace Naru.Protocols.Ovsdb.Rpc;

/// <summary>Where a database listens, in the form of <c>ovs-vsctl --db</c>: <c>unix:/path</c> or <c>tcp:host:port</c>.</summary>
public sealed record OvsdbEndpoint
{
    private const int DefaultPort = 6640;

    private readonly EndPoint _address;
    private readonly string _text;

    private OvsdbEndpoint(EndPoint address, string text) => (_address, _text) = (address, text);

    public static OvsdbEndpoint UnixSocket(string path) => new(new UnixDomainSocketEndPoint(path), $"unix:{path}");

    public static Result<OvsdbEndpoint> Parse(string text)
    {
        if (text.StartsWith("unix:/", StringComparison.Ordinal))
            return UnixSocket(text["unix:".Length..]);
        if (!text.StartsWith("tcp:", StringComparison.Ordinal))
            return Refused(text);
        var rest = text["tcp:".Length..];
        // An IPv6 address has colons of its own and so stands in brackets.
        var colon = rest.LastIndexOf(':') is var last && last > rest.IndexOf(']') ? last : -1;
        var host = (colon < 0 ? rest : rest[..colon]).Trim('[', ']');
        var port = DefaultPort;
        if (host.Length == 0 || (colon >= 0 && !int.TryParse(rest[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port)))
            return Refused(text);
        if (port is < 1 or > IPEndPoint.MaxPort)
            return Refused(text);
        return new OvsdbEndpoint(IPAddress.TryParse(host, out var ip) ? new IPEndPoint(ip, port) : new DnsEndPoint(host, port), text);
    }

    public override string ToString() => _text;

    /// <exception cref="SocketException">Nothing listens there.</exception>
    internal async Task<Stream> OpenAsync(CancellationToken cancellation)
    {
        var socket = _address is UnixDomainSocketEndPoint
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(_address, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Error Refused(string text) =>
        Error.Invalid($"'{text}' is not a database's address: expected unix:/PATH or tcp:HOST:PORT, the port {DefaultPort} when left out.");
}
