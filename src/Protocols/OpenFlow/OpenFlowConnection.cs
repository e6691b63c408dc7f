using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Naru.Primitives;
using Naru.Protocols.OpenFlow.Connection;
using Naru.Protocols.OpenFlow.Messages;
using Naru.Protocols.OpenFlow.Wire;

namespace Naru.Protocols.OpenFlow;

/// <summary>A controller's connection to one bridge, OpenFlow 1.3.</summary>
/// <remarks>
/// Safe for concurrent use: requests are told apart by their xid and may overlap. A switch that refuses is an
/// <see cref="Error"/> with the standard's name of the error as its type. A connection that ends is an error of kind
/// <see cref="ErrorKind.Unavailable"/> for every request in flight and after; it is never an exception. It does not
/// reconnect: wait for <see cref="Closed"/> and connect anew. Open vSwitch ends connections when the datapath id of the
/// bridge changes, which it does with the lowest MAC address of its ports unless the database sets it.
/// </remarks>
public sealed class OpenFlowConnection : IAsyncDisposable
{
    private const int ProbesBeforeGivingUp = 3;

    // Open vSwitch hangs up on a controller that has not said hello within a second; on a busy machine, starting the loops
    // may take that long, so hello goes out before them.
    private static readonly ReadOnlyMemory<byte> HelloOctets = Encode(Hello.OpenFlow13);

    private readonly OpenFlowOptions _options;
    private readonly MessageTransport _transport;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<uint, PendingRequest> _pending = new();
    private readonly Channel<OpenFlowMessage> _events;
    private readonly TaskCompletionSource<Result<Hello>> _hello = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ImmutableArray<Batch> _batches = [];
    private uint _lastXid;
    private uint _lastBundle;
    private long _messagesReceived;
    private long _eventsDropped;

    private OpenFlowConnection(Stream stream, OpenFlowOptions options)
    {
        _options = options;
        _transport = new MessageTransport(stream, options.SendCapacity, Receive, Refuse);
        _events = Channel.CreateBounded<OpenFlowMessage>(
            new BoundedChannelOptions(options.EventCapacity) { FullMode = BoundedChannelFullMode.DropOldest },
            _ => Interlocked.Increment(ref _eventsDropped));
        Features = new FeaturesReply(0, 0, 0, 0, 0);
        Closed = RunAsync();
    }

    /// <summary>What the switch said of itself when the connection was made.</summary>
    public FeaturesReply Features { get; private set; }

    /// <summary>Ends with the connection and says why.</summary>
    public Task<Error> Closed { get; }

    /// <summary>
    /// Packet-ins, port statuses, flow removals, and errors that belong to no request. When nobody reads, the oldest are
    /// dropped and <see cref="EventsDropped"/> grows: whoever relies on port statuses then lists the ports again.
    /// </summary>
    public ChannelReader<OpenFlowMessage> Events => _events.Reader;

    public long EventsDropped => Interlocked.Read(ref _eventsDropped);

    /// <summary>Connects to a bridge on this machine, such as <c>/run/openvswitch/br-int.mgmt</c>.</summary>
    public static Task<Result<OpenFlowConnection>> ConnectAsync(
        string socketPath, CancellationToken cancellation, OpenFlowOptions? options = null) =>
        ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancellation, options);

    public static async Task<Result<OpenFlowConnection>> ConnectAsync(
        EndPoint endpoint, CancellationToken cancellation, OpenFlowOptions? options = null)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(endpoint, cancellation);
        }
        catch (SocketException error)
        {
            socket.Dispose();
            return new Error(ErrorKind.Unavailable, "SwitchUnreachable", $"No switch answers at {endpoint}: {error.Message}.");
        }
        return await StartAsync(new NetworkStream(socket, ownsSocket: true), cancellation, options);
    }

    /// <summary>Starts the protocol over a stream, which belongs to the connection from then on.</summary>
    public static async Task<Result<OpenFlowConnection>> StartAsync(
        Stream stream, CancellationToken cancellation, OpenFlowOptions? options = null)
    {
        try
        {
            await stream.WriteAsync(HelloOctets, cancellation);
        }
        catch (IOException error)
        {
            await stream.DisposeAsync();
            return SwitchErrors.Disconnected(error.Message);
        }
        var connection = new OpenFlowConnection(stream, options ?? OpenFlowOptions.Default);
        try
        {
            var handshake = await connection.ShakeHandsAsync(cancellation)
                .WaitAsync(connection._options.HandshakeTimeout, connection._options.Time, cancellation);
            if (handshake.TryGet(out _, out var error))
                return connection;
            await connection.DisposeAsync();
            return error;
        }
        catch (TimeoutException)
        {
            await connection.DisposeAsync();
            var seconds = connection._options.HandshakeTimeout.TotalSeconds;
            return SwitchErrors.Disconnected($"the switch did not finish the handshake in {seconds} s");
        }
        catch (OperationCanceledException)
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public Task<Result<ImmutableArray<FlowStats>>> DumpFlowsAsync(FlowFilter filter, CancellationToken cancellation) =>
        ListAsync<FlowStats>(new MultipartRequest(MultipartType.Flow) { Filter = filter }, cancellation);

    /// <summary>Counts flows and their traffic without listing them.</summary>
    public async Task<Result<AggregateStats>> AggregateFlowsAsync(FlowFilter filter, CancellationToken cancellation) =>
        Only(await ListAsync<AggregateStats>(new MultipartRequest(MultipartType.Aggregate) { Filter = filter }, cancellation));

    public Task<Result<ImmutableArray<PortDescription>>> DumpPortsAsync(CancellationToken cancellation) =>
        ListAsync<PortDescription>(new MultipartRequest(MultipartType.PortDesc), cancellation);

    public Task<Result<ImmutableArray<PortStats>>> DumpPortStatsAsync(CancellationToken cancellation) =>
        ListAsync<PortStats>(new MultipartRequest(MultipartType.PortStats), cancellation);

    public Task<Result<ImmutableArray<TableStats>>> DumpTablesAsync(CancellationToken cancellation) =>
        ListAsync<TableStats>(new MultipartRequest(MultipartType.Table), cancellation);

    public Task<Result<ImmutableArray<Group>>> DumpGroupsAsync(CancellationToken cancellation) =>
        ListAsync<Group>(new MultipartRequest(MultipartType.GroupDesc), cancellation);

    public Task<Result<ImmutableArray<Meter>>> DumpMetersAsync(CancellationToken cancellation) =>
        ListAsync<Meter>(new MultipartRequest(MultipartType.MeterConfig), cancellation);

    public async Task<Result<SwitchDescription>> DescribeAsync(CancellationToken cancellation) =>
        Only(await ListAsync<SwitchDescription>(new MultipartRequest(MultipartType.Desc), cancellation));

    /// <summary>Makes changes: <see cref="FlowMod"/>, <see cref="GroupMod"/>, <see cref="MeterMod"/>.</summary>
    /// <remarks>Succeeds once the switch has done all of them. The error names the first that was refused, in text form.</remarks>
    public async Task<Result<Done>> ApplyAsync(IReadOnlyList<OpenFlowMessage> changes, ApplyMode mode, CancellationToken cancellation)
    {
        if (changes.Count == 0)
            return Done.Ok;
        var batch = new Batch(changes, TakeXids(changes.Count, out var firstXid));
        ImmutableInterlocked.Update(ref _batches, static (batches, added) => batches.Add(added), batch);
        try
        {
            return mode is ApplyMode.Ordered
                ? await SendAsync(batch, new Outgoing(firstXid, changes), cancellation)
                : await SendBundleAsync(batch, firstXid, changes, cancellation);
        }
        finally
        {
            ImmutableInterlocked.Update(ref _batches, static (batches, removed) => batches.Remove(removed), batch);
        }
    }

    /// <summary>Waits until the switch has done everything that was sent before.</summary>
    public async Task<Result<Done>> BarrierAsync(CancellationToken cancellation) =>
        (await RequestAsync<BarrierReply>(new BarrierRequest(), cancellation)).Map(_ => default(Done));

    /// <summary>Hands a packet to the switch, which does not confirm it: a refusal comes as an event.</summary>
    public async Task<Result<Done>> PacketOutAsync(PacketOut packet, CancellationToken cancellation) =>
        await _transport.SendAsync(new Outgoing(TakeXids(1, out _), [packet]), cancellation) ? Done.Ok : await Closed;

    /// <summary>Forgets all connections of a conntrack zone.</summary>
    public Task<Result<Done>> FlushConntrackZoneAsync(ushort zone, CancellationToken cancellation) =>
        ApplyAsync([new FlushConntrackZone(zone)], ApplyMode.Ordered, cancellation);

    /// <summary>Chooses how the switch sends packet-ins over this connection.</summary>
    public Task<Result<Done>> SetPacketInFormatAsync(PacketInFormat format, CancellationToken cancellation) =>
        ApplyAsync([new SetPacketInFormat(format)], ApplyMode.Ordered, cancellation);

    public Task<Result<RoleReply>> RequestRoleAsync(ControllerRole role, ulong generation, CancellationToken cancellation) =>
        RequestAsync<RoleReply>(new RoleRequest(role, generation), cancellation);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Closed;
    }

    private async Task<Result<Done>> ShakeHandsAsync(CancellationToken cancellation)
    {
        if (!(await _hello.Task).TryGet(out var hello, out var error))
            return error;
        if (!hello.HasOpenFlow13)
        {
            return new Error(ErrorKind.NotSupported, "OFPHFC_INCOMPATIBLE",
                $"The switch does not speak OpenFlow 1.3 (its version bitmap is 0x{hello.Versions:x}). "
                + "Add OpenFlow13 to the protocols of the bridge.");
        }
        await _transport.SendAsync(new Outgoing(TakeXids(1, out _), [new SetConfig(Actions.Output.WholePacket)]), cancellation);
        var features = await RequestAsync<FeaturesReply>(new FeaturesRequest(), cancellation);
        if (features.Succeeded)
            Features = features.Value;
        return features.Map(_ => default(Done));
    }

    private async Task<Error> RunAsync()
    {
        // The constructor goes on at once; the loops run beside it.
        await Task.Yield();
        var probing = ProbeAsync(_stop.Token);
        var reason = await _transport.RunAsync(_stop.Token);
        await _stop.CancelAsync();
        var giveUp = await probing;
        var error = SwitchErrors.Disconnected(giveUp ?? reason);
        foreach (var xid in _pending.Keys)
        {
            if (_pending.TryRemove(xid, out var request))
                request.Fail(error);
        }
        _hello.TrySetResult(error);
        _events.Writer.TryComplete();
        return error;
    }

    /// <summary>Asks a silent peer whether it lives; ends with a reason when it does not.</summary>
    private async Task<string?> ProbeAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(_options.ProbeInterval, _options.Time);
        var seen = 0L;
        var silent = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                var received = Interlocked.Read(ref _messagesReceived);
                silent = received == seen ? silent + 1 : 0;
                seen = received;
                if (silent >= ProbesBeforeGivingUp)
                {
                    await _stop.CancelAsync();
                    return $"the switch was silent for {silent * _options.ProbeInterval.TotalSeconds} s";
                }
                // A full queue means that there is enough to answer already.
                if (silent > 0)
                    _transport.TrySend(new Outgoing(TakeXids(1, out _), [new EchoRequest()]));
            }
        }
        catch (OperationCanceledException)
        {
            // The connection ended for another reason.
        }
        return null;
    }

    private void Receive(uint xid, OpenFlowMessage message)
    {
        Interlocked.Increment(ref _messagesReceived);
        switch (message)
        {
            case EchoRequest echo:
                // Must not wait, or both sides may wait for each other. A full queue shows the switch that this side lives.
                _transport.TrySend(new Outgoing(xid, [new EchoReply(echo.Payload)]));
                break;
            case Hello hello:
                _hello.TrySetResult(hello);
                break;
            case ErrorMessage error when TryRefuse(xid, SwitchErrors.From(error)):
                break;
            case ErrorMessage { ErrorType: 0 } failed:
                _hello.TrySetResult(SwitchErrors.From(failed));
                break;
            case ErrorMessage or PacketIn or PortStatus or FlowRemoved:
                _events.Writer.TryWrite(message);
                break;
            default:
                if (_pending.TryGetValue(xid, out var request) && request.Receive(message))
                    _pending.TryRemove(xid, out _);
                break;
        }
    }

    private void Refuse(uint xid, Error error) => TryRefuse(xid, error);

    private bool TryRefuse(uint xid, Error error)
    {
        if (_pending.TryRemove(xid, out var request))
        {
            request.Fail(error);
            return true;
        }
        foreach (var batch in _batches)
        {
            if (!batch.Covers(xid))
                continue;
            batch.Refuse(xid, error);
            return true;
        }
        return false;
    }

    private async Task<Result<Done>> SendAsync(Batch batch, Outgoing messages, CancellationToken cancellation)
    {
        if (!await _transport.SendAsync(messages, cancellation))
            return await Closed;
        var barrier = await BarrierAsync(cancellation);
        return batch.Refusal() is { } refusal ? refusal : barrier;
    }

    private async Task<Result<Done>> SendBundleAsync(
        Batch batch, uint firstXid, IReadOnlyList<OpenFlowMessage> changes, CancellationToken cancellation)
    {
        const BundleFlags Flags = BundleFlags.Atomic | BundleFlags.Ordered;
        var bundle = Interlocked.Increment(ref _lastBundle);
        var opened = await RequestAsync<BundleControl>(new BundleControl(bundle, BundleCommand.OpenRequest, Flags), cancellation);
        if (!opened.Succeeded)
            return opened.Error;

        // The switch leaves out of the bundle what it refuses at once, so the bundle is not committed before all were accepted.
        var adds = changes.Select(change => new BundleAdd(bundle, Flags, change));
        var added = await SendAsync(batch, new Outgoing(firstXid, adds), cancellation);
        if (!added.Succeeded)
        {
            await RequestAsync<BundleControl>(new BundleControl(bundle, BundleCommand.DiscardRequest, Flags), cancellation);
            return added;
        }
        var committed = await RequestAsync<BundleControl>(new BundleControl(bundle, BundleCommand.CommitRequest, Flags), cancellation);
        return batch.Refusal() is { } refusal ? refusal : committed.Map(_ => default(Done));
    }

    private async Task<Result<T>> RequestAsync<T>(OpenFlowMessage request, CancellationToken cancellation)
        where T : OpenFlowMessage
    {
        var pending = new SingleReply<T>();
        return await SendAsync(request, pending, pending.Reply, cancellation);
    }

    private async Task<Result<ImmutableArray<T>>> ListAsync<T>(MultipartRequest request, CancellationToken cancellation)
        where T : class, IMultipartPart<T>
    {
        var pending = new MultipartReplies<T>();
        return await SendAsync(request, pending, pending.Reply, cancellation);
    }

    private async Task<Result<T>> SendAsync<T>(
        OpenFlowMessage message, PendingRequest pending, Task<Result<T>> reply, CancellationToken cancellation)
    {
        TakeXids(1, out var xid);
        _pending[xid] = pending;
        try
        {
            return await _transport.SendAsync(new Outgoing(xid, [message]), cancellation)
                ? await reply.WaitAsync(cancellation)
                : await Closed;
        }
        finally
        {
            _pending.TryRemove(xid, out _);
        }
    }

    private uint TakeXids(int count, out uint first) =>
        first = unchecked(Interlocked.Add(ref _lastXid, (uint)count) - (uint)count + 1);

    private static ReadOnlyMemory<byte> Encode(OpenFlowMessage message)
    {
        var wire = new WireWriter();
        message.Write(wire, xid: 0);
        return wire.WrittenMemory;
    }

    private static Result<T> Only<T>(Result<ImmutableArray<T>> list) => list.Then<T>(static parts => parts is [var only]
        ? only
        : new Error(ErrorKind.Unavailable, "UnexpectedReply", $"The switch answered with {parts.Length} values where one was asked for."));
}
