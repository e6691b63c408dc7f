using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Naru.Agent.Kernel;
using Naru.Agent.OpenVSwitch.Pipeline;
using Naru.Primitives;
using Naru.Protocols.Netlink.Namespaces;
using Naru.Protocols.Packets.NeighbourDiscovery;

namespace Naru.Agent.RouterAdvertising;

/// <summary>Sends the advertisements of one router, from its namespace, and answers hosts that ask for them.</summary>
/// <remarks><see cref="Advertise"/> is for the reconcile loop alone: its rounds are the clock. Answers are sent as questions come.</remarks>
internal sealed class RouterAdvertiser : IAsyncDisposable
{
    private const int LargestQuestion = 1500;

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private static readonly IpAddress AllNodes = IpAddress.Parse("ff02::1");

    private readonly Socket _socket;
    private readonly string _space;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, (int Index, AdvertisementPlan Plan, AdvertisementSchedule Schedule)> _devices = [];

    /// <summary>Devices on which somebody without an address has asked.</summary>
    private readonly ConcurrentDictionary<int, bool> _asked = [];

    /// <summary>What is told on which device, by its index.</summary>
    private volatile ImmutableDictionary<int, AdvertisementPlan> _told = ImmutableDictionary<int, AdvertisementPlan>.Empty;
    private Task _running = Task.CompletedTask;

    private RouterAdvertiser(Socket socket, string space, TimeProvider time, ILogger log) => (_socket, _space, _time, _log) = (socket, space, time, log);

    /// <summary>Opens the socket and begins to listen. The namespace must stay open until this returns, not longer.</summary>
    public static Result<RouterAdvertiser> Start(NetworkNamespace home, TimeProvider time, ILogger log) =>
        NamespaceSockets.NeighbourDiscovery(home, RouterSolicitation.Type).Map(socket =>
        {
            var advertiser = new RouterAdvertiser(socket, home.Name, time, log);
            advertiser._running = Task.Run(advertiser.AnswerAsync);
            return advertiser;
        });

    /// <summary>Tells this from now on, and sends what is due of it.</summary>
    /// <param name="indexOf">The index of a device; null while it is not there.</param>
    public void Advertise(EquatableList<AdvertisementPlan> plans, Func<string, int?> indexOf)
    {
        foreach (var gone in _devices.Keys.Where(device => !plans.Items.Any(plan => plan.Device == device)).ToList())
            _devices.Remove(gone);
        foreach (var plan in plans)
        {
            if (indexOf(plan.Device) is not { } index)
                _devices.Remove(plan.Device);
            else if (!_devices.TryGetValue(plan.Device, out var known) || known.Index != index || known.Plan != plan)
                _devices[plan.Device] = (index, plan, new AdvertisementSchedule(_time, Random.Shared));
        }
        _told = _devices.Values.ToImmutableDictionary(device => device.Index, device => device.Plan);
        foreach (var (index, plan, schedule) in _devices.Values)
        {
            if (!schedule.IsDue(_asked.ContainsKey(index)))
                continue;
            _asked.TryRemove(index, out _);
            Send(index, plan, AllNodes);
            schedule.Sent();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task AnswerAsync()
    {
        var buffer = new byte[LargestQuestion];
        var anybody = new IPEndPoint(IPAddress.IPv6Any, 0);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, anybody, _stop.Token);
                var from = ((IPEndPoint)received.RemoteEndPoint).Address;
                var source = IpAddress.From(from);
                if (RouterSolicitation.IsValid(buffer.AsSpan(0, received.ReceivedBytes), source))
                    Answer(source, source.IsLinkLocal ? (int)from.ScopeId : 0);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException failure)
            {
                _log.SolicitationsFailed(_space, failure.Message);
                await Task.Delay(AfterFailure, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // Only a link-local address says which device it was. Who has none waits until all devices have been told.
    private void Answer(IpAddress source, int index)
    {
        if (_told.TryGetValue(index, out var plan))
            Send(index, plan, source);
        else if (index == 0)
        {
            foreach (var device in _told.Keys)
                _asked[device] = true;
        }
    }

    // One that cannot be sent is as good as lost on the way: the next one follows.
    private void Send(int index, AdvertisementPlan plan, IpAddress destination)
    {
        var octets = new ArrayBufferWriter<byte>();
        plan.Message.Write(octets, LinkLocal.Of(plan.Message.SourceMac ?? default), destination);
        var target = new IPAddress(destination.ToBytes(), index);
        try
        {
            _socket.SendTo(octets.WrittenSpan, SocketFlags.None, new IPEndPoint(target, 0));
            _log.Advertised(_space, plan, destination);
        }
        catch (SocketException failure)
        {
            _log.AdvertisementFailed(_space, plan.Device, failure.Message);
        }
    }
}
