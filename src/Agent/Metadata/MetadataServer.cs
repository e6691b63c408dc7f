using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;

namespace Naru.Agent.Metadata;

/// <summary>Answers instances that ask 169.254.169.254 about themselves. One for the whole agent; each namespace gets a listener.</summary>
/// <remarks>Thread-safe. Listeners are disposed by their owner, before the server.</remarks>
public sealed class MetadataServer : IAsyncDisposable
{
    /// <summary>Where instances of a network without a router ask, in its <c>qdhcp-…</c> namespace.</summary>
    public static readonly IPEndPoint InNetwork = new(IPAddress.Parse("169.254.169.254"), HttpPort);

    /// <summary>Where a router's NAT sends what was meant for 169.254.169.254, in its <c>qrouter-…</c> namespace.</summary>
    public static readonly IPEndPoint InRouter = new(IPAddress.Any, 9697);

    /// <summary>Where instances with IPv6 ask, on the link that they are on; the address is that of Neutron.</summary>
    public static readonly IpAddress AddressOnLink = IpAddress.Parse("fe80::a9fe:a9fe");

    private const int HttpPort = 80;

    private const int MostConnections = 1000;
    private const int LargestBody = 64 * 1024;
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(10);

    private readonly NamespaceConnections _connections = new();
    private readonly SocketConnectionContextFactory _contexts;
    private readonly KestrelServer _kestrel;
    private readonly NovaProxy? _nova;
    private readonly ILogger _log;

    private MetadataServer(NovaMetadata? nova, ILoggerFactory loggers)
    {
        _log = loggers.CreateLogger<MetadataServer>();
        _nova = nova is null ? null : new NovaProxy(nova, _log);
        _contexts = new SocketConnectionContextFactory(new SocketConnectionFactoryOptions(), _log);
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxConcurrentConnections = MostConnections;
        options.Limits.MaxRequestBodySize = LargestBody;
        options.Limits.KeepAliveTimeout = LongestSilence;
        options.Limits.RequestHeadersTimeout = LongestSilence;
        options.Listen(NamespaceConnections.Everywhere, listen => listen.Protocols = HttpProtocols.Http1);
        _kestrel = new KestrelServer(Options.Create(options), _connections, loggers);
    }

    /// <summary><see cref="AddressOnLink"/> on a device.</summary>
    public static IPEndPoint OnLink(int linkIndex) => new(new IPAddress(AddressOnLink.ToBytes(), linkIndex), HttpPort);

    /// <summary>Starts to serve, without any listener yet.</summary>
    /// <param name="directory">Who is behind an address.</param>
    /// <param name="nova">The service to pass requests on to; null to answer from the directory.</param>
    public static async Task<MetadataServer> StartAsync(
        IInstanceDirectory directory, NovaMetadata? nova, ILoggerFactory loggers, CancellationToken cancellation)
    {
        var server = new MetadataServer(nova, loggers);
        await server._kestrel.StartAsync(new MetadataApplication(directory, server._nova, server._log), cancellation);
        return server;
    }

    /// <summary>Listens at <see cref="InNetwork"/>, <see cref="InRouter"/> or elsewhere in a namespace, for the instances of a scope.</summary>
    /// <remarks>The address need not be on a device yet. The namespace must stay open until this returns, not longer.</remarks>
    public Result<MetadataListener> Listen(NetworkNamespace home, IPEndPoint local, MetadataScope scope) =>
        MetadataListener.Start(home, local, scope, _connections, _contexts, _log);

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(LongestSilence);
        await _kestrel.StopAsync(patience.Token);
        _kestrel.Dispose();
        _contexts.Dispose();
        _nova?.Dispose();
    }
}
