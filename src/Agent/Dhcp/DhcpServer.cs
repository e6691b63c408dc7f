using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Naru.Agent.Kernel;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Netlink.Route;
using Naru.Protocols.Packets;
using Naru.Protocols.Packets.Dhcp;

namespace Naru.Agent.Dhcp;

/// <summary>The DHCP server of one network, on the DHCP port's device in the namespace <c>qdhcp-…</c>.</summary>
/// <remarks>
/// Requests come in over UDP port 67. Answers go out as whole frames: most clients have no address yet, so ARP cannot find
/// them, and the checksum must be finished here because the switch on the other end of the device never sees the kernel's
/// notes about unfinished ones. The device may be deleted and made again under the same name. <see cref="Update"/> may be
/// called from any thread.
/// </remarks>
public sealed class DhcpServer : IAsyncDisposable
{
    private const int LargestRequest = 4096;
    private const int IpAndUdpHeader = 28;

    private static readonly IpAddress EveryAddress = IpAddress.Parse("255.255.255.255");

    private readonly string _device;
    private readonly Socket _requests;
    private readonly Socket _frames;
    private readonly RouteSocket _route;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private volatile DhcpConfiguration _view;
    private Task _running = Task.CompletedTask;

    private DhcpServer(string device, DhcpConfiguration view, Socket requests, Socket frames, RouteSocket route, ILogger log) =>
        (_device, _view, _requests, _frames, _route, _log) = (device, view, requests, frames, route, log);

    private static IpAddress Unspecified => default;

    /// <summary>Opens the sockets and begins to answer. The namespace must stay open until this returns, not longer.</summary>
    /// <returns>An error when port 67 is taken or the namespace cannot be entered.</returns>
    public static Result<DhcpServer> Start(NetworkNamespace home, string device, DhcpConfiguration view, ILogger log)
    {
        if (!NamespaceSockets.Datagram(home, new IPEndPoint(IPAddress.Any, DhcpWire.ServerPort)).TryGet(out var requests, out var error))
            return error;
        if (!NamespaceSockets.Frames(home).TryGet(out var frames, out error))
        {
            requests.Dispose();
            return error;
        }
        if (!RouteSocket.Open(home).TryGet(out var route, out error))
        {
            requests.Dispose();
            frames.Dispose();
            return error;
        }
        var server = new DhcpServer(device, view, requests, frames, route, log);
        server.Update(view);
        server._running = Task.Run(server.RunAsync);
        log.DhcpStarted(device, home.Name, view.Reservations.Count);
        return server;
    }

    /// <summary>Answers from this view from now on.</summary>
    public void Update(DhcpConfiguration view)
    {
        _view = view;
        foreach (var reservation in view.Reservations)
        {
            foreach (var option in reservation.ExtraOptions)
            {
                if (DhcpOptionDefinition.Parse(option.Name, option.Value).Error is { } error)
                    _log.DhcpOptionLeftOut(_device, reservation.Mac, error.Message);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _requests.Dispose();
        _frames.Dispose();
        _route.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var buffer = new byte[LargestRequest];
        var from = new SocketAddress(AddressFamily.InterNetwork);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var length = await _requests.ReceiveFromAsync(buffer, SocketFlags.None, from, _stop.Token);
                if (DhcpWire.TryRead(buffer.AsSpan(0, length), out var request))
                    Answer(request);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException failure)
            {
                _log.DhcpReceiveFailed(_device, failure.Message);
            }
        }
    }

    private void Answer(DhcpMessage request)
    {
        var view = _view;
        if (DhcpResponder.Answer(view, request) is not { } answer)
        {
            if (request.Type is DhcpMessageType.Decline)
                _log.DhcpDeclined(_device, request.ClientMac, request.Address(DhcpOptionCode.RequestedAddress));
            else
                _log.DhcpNotAnswered(_device, request);
            return;
        }
        try
        {
            var payload = new ArrayBufferWriter<byte>();
            DhcpWire.Write(answer, payload, PayloadLimit(view, request));
            if (answer.RelayAddress != Unspecified)
                _requests.SendTo(payload.WrittenSpan, new IPEndPoint(answer.RelayAddress.ToIPAddress(), DhcpWire.ServerPort));
            else if (SendFrame(view, answer, payload.WrittenSpan) is { } error)
            {
                _log.DhcpNotSent(_device, answer.ClientMac, error.Message);
                return;
            }
        }
        catch (SocketException failure)
        {
            _log.DhcpNotSent(_device, answer.ClientMac, failure.Message);
            return;
        }
        _log.DhcpAnswered(_device, request, answer);
        if (answer.Type is DhcpMessageType.Ack && answer.YourAddress != Unspecified)
            _log.DhcpLeased(_device, answer.ClientMac, answer.YourAddress);
    }

    private Error? SendFrame(DhcpConfiguration view, DhcpMessage answer, ReadOnlySpan<byte> payload)
    {
        // Looked up each time: the device may have been made again since.
        if (!_route.Links.Get(_device).TryGet(out var link, out var error))
            return error;
        var server = answer.Address(DhcpOptionCode.ServerIdentifier) ?? Unspecified;
        var (mac, address) = Destination(answer);
        var frame = new ArrayBufferWriter<byte>();
        new UdpFrame(view.ServerMac, mac, server, address, new UdpHeader(DhcpWire.ServerPort, DhcpWire.ClientPort)).Write(frame, payload);
        _frames.SendTo(frame.WrittenSpan, new LinkEndPoint(link.Index, mac));
        return null;
    }

    // RFC 2131 §4.1: to the address the client has; else by broadcast if it wants that or is refused; else to the address it gets.
    private static (MacAddress Mac, IpAddress Address) Destination(DhcpMessage answer) => answer switch
    {
        { Type: DhcpMessageType.Nak } => (MacAddress.Broadcast, EveryAddress),
        { ClientAddress: var own } when own != Unspecified => (answer.ClientMac, own),
        { Broadcast: true } => (MacAddress.Broadcast, EveryAddress),
        _ => (answer.ClientMac, answer.YourAddress),
    };

    // What the client takes (option 57 counts the IP packet), and no more than one packet of the network holds.
    private static int PayloadLimit(DhcpConfiguration view, DhcpMessage request)
    {
        var said = request.Number(DhcpOptionCode.MaximumMessageSize) ?? DhcpWire.SmallestMaximumMessageSize;
        var packet = Math.Clamp((int)said, DhcpWire.SmallestMaximumMessageSize, Math.Max(view.MtuBytes, DhcpWire.SmallestMaximumMessageSize));
        return packet - IpAndUdpHeader;
    }
}
