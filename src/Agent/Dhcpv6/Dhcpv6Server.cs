using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Naru.Agent.Dhcp;
using Naru.Agent.Kernel;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Packets.Dhcpv6;

namespace Naru.Agent.Dhcpv6;

/// <summary>The DHCPv6 server of one network, on the DHCP port's device in the namespace <c>qdhcp-…</c>.</summary>
/// <remarks>
/// Clients have a link-local address before they ask, so that the kernel's own stack finds the way back to them.
/// <see cref="Update"/> and <see cref="Join"/> may be called from any thread, but not at the same time.
/// </remarks>
public sealed class Dhcpv6Server : IAsyncDisposable
{
    private const int LargestRequest = 4096;

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly string _device;
    private readonly Socket _socket;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private volatile Dhcpv6Configuration _view;
    private Task _running = Task.CompletedTask;
    private int _joined;

    private Dhcpv6Server(string device, Dhcpv6Configuration view, Socket socket, ILogger log) => (_device, _view, _socket, _log) = (device, view, socket, log);

    /// <summary>Opens the socket and begins to answer. The namespace must stay open until this returns, not longer.</summary>
    /// <returns>An error when port 547 is taken or the namespace cannot be entered.</returns>
    public static Result<Dhcpv6Server> Start(NetworkNamespace home, string device, Dhcpv6Configuration view, ILogger log)
    {
        if (!NamespaceSockets.Datagram(home, new IPEndPoint(IPAddress.IPv6Any, Dhcpv6Wire.ServerPort)).TryGet(out var socket, out var error))
            return error;
        var server = new Dhcpv6Server(device, view, socket, log);
        server.Update(view);
        server._running = Task.Run(server.RunAsync);
        log.Dhcpv6Started(device, home.Name, view.Clients.Count);
        return server;
    }

    /// <summary>Hears what clients on this device send to all servers. One that was made again has another index.</summary>
    public Result<Done> Join(int linkIndex)
    {
        if (_joined == linkIndex)
            return Done.Ok;
        try
        {
            _socket.SetSocketOption(
                SocketOptionLevel.IPv6, SocketOptionName.AddMembership, new IPv6MulticastOption(Dhcpv6Wire.Servers.ToIPAddress(), linkIndex));
            _joined = linkIndex;
            return Done.Ok;
        }
        catch (SocketException failure)
        {
            return new Error(ErrorKind.Unavailable, failure.SocketErrorCode.ToString(), $"DHCPv6 cannot join {Dhcpv6Wire.Servers} on '{_device}': {failure.Message}.");
        }
    }

    /// <summary>Answers from this view from now on.</summary>
    public void Update(Dhcpv6Configuration view)
    {
        _view = view;
        foreach (var client in view.Clients)
        {
            foreach (var option in client.ExtraOptions)
            {
                if (Dhcpv6OptionDefinition.Parse(option.Name, option.Value).Error is { } error)
                    _log.DhcpOptionLeftOut(_device, client.Mac, error.Message);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var buffer = new byte[LargestRequest];
        var anybody = new IPEndPoint(IPAddress.IPv6Any, 0);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, anybody, _stop.Token);
                if (Dhcpv6Wire.TryRead(buffer.AsSpan(0, received.ReceivedBytes), out var request))
                    Answer(request, (IPEndPoint)received.RemoteEndPoint);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException failure)
            {
                _log.DhcpReceiveFailed(_device, failure.Message);
                await Task.Delay(AfterFailure, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Answer(Dhcpv6Message request, IPEndPoint client)
    {
        var source = IpAddress.From(client.Address);
        if (Dhcpv6Responder.Answer(_view, request, source) is not { } answer)
        {
            _log.Dhcpv6NotAnswered(_device, request, source);
            return;
        }
        var octets = new ArrayBufferWriter<byte>();
        Dhcpv6Wire.Write(octets, answer);
        try
        {
            _socket.SendTo(octets.WrittenSpan, SocketFlags.None, client);
        }
        catch (SocketException failure)
        {
            _log.Dhcpv6NotSent(_device, source, failure.Message);
            return;
        }
        _log.Dhcpv6Answered(_device, request, answer, source);
    }
}
