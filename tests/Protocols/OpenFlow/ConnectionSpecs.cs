using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Naru.Primitives;
using Naru.Protocols.OpenFlow.Connection;
using Naru.Protocols.OpenFlow.Messages;

namespace Naru.Protocols.OpenFlow.Specs;

/// <summary>What a connection does with a switch that we play ourselves.</summary>
public sealed class ConnectionSpecs : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _connections = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var connection in _connections)
            await connection.DisposeAsync();
    }

    [Fact]
    public async Task A_bridge_that_connects_is_asked_what_it_is()
    {
        var (connection, _) = await ConnectAsync();
        Assert.Equal(0x1234ul, connection.Features.DatapathId);
    }

    [Fact]
    public async Task A_bridge_without_OpenFlow_13_is_refused_in_words()
    {
        var refused = await (await MeetAsync(new Hello(1u << 6))).Connecting;
        Assert.Equal("OFPHFC_INCOMPATIBLE", refused.Error?.Type);
        Assert.Contains("Add OpenFlow13 to the protocols", refused.Error?.Message);
    }

    [Fact]
    public async Task Replies_find_their_requests_in_any_order()
    {
        var (connection, peer) = await ConnectAsync();
        var ports = connection.DumpPortsAsync(default);
        var portsXid = (await peer.NextAsync<MultipartRequest>()).Xid;
        var barrier = connection.BarrierAsync(default);
        var barrierXid = (await peer.NextAsync<BarrierRequest>()).Xid;

        await peer.SendAsync(barrierXid, new BarrierReply());
        Assert.True((await barrier).Succeeded);
        var (one, two) = (new PortDescription(1, default, "one"), new PortDescription(2, default, "two"));
        await peer.SendAsync(portsXid, new MultipartReply<PortDescription>(MultipartType.PortDesc, HasMore: true, [one]));
        await peer.SendAsync(portsXid, new MultipartReply<PortDescription>(MultipartType.PortDesc, HasMore: false, [two]));
        Assert.Equal([one, two], (await ports).Unwrap().ToArray());
    }

    [Fact]
    public async Task The_first_flow_that_is_refused_is_named()
    {
        var (connection, peer) = await ConnectAsync();
        var flows = Enumerable.Range(1, 3).Select(n => FlowMod.Add(new Flow(0, (ushort)n, Match.Any, Instructions.Drop))).ToArray();
        var applied = connection.ApplyAsync(flows, ApplyMode.Ordered, default);
        var xids = new List<uint>();
        for (var n = 0; n < 3; n++)
            xids.Add((await peer.NextAsync<FlowMod>()).Xid);
        await peer.SendAsync(xids[2], new ErrorMessage(5, 1, 0, []));
        await peer.SendAsync(xids[1], new ErrorMessage(5, 1, 0, []));
        await peer.SendAsync((await peer.NextAsync<BarrierRequest>()).Xid, new BarrierReply());
        Assert.Equal(
            new Error(ErrorKind.OverQuota, "OFPFMFC_TABLE_FULL",
                "The switch refused it with OFPFMFC_TABLE_FULL: 'add table=0,priority=2 actions=drop' (2 of 3 were refused)."),
            (await applied).Error);
    }

    [Fact]
    public async Task A_flow_that_does_not_fit_into_a_message_is_refused_here_and_the_others_are_sent()
    {
        var (connection, peer) = await ConnectAsync();
        var large = Instructions.Actions(Enumerable.Range(1, 5000).Select(port => Actions.Act.Output((uint)port)));
        var applied = connection.ApplyAsync(
            [FlowMod.Add(new Flow(0, 1, Match.Any, large)), FlowMod.Add(new Flow(0, 2, Match.Any, Instructions.Drop))], ApplyMode.Ordered,
                default);
        Assert.Equal(2, ((FlowMod)(await peer.NextAsync<FlowMod>()).Message).Flow.Priority);
        await peer.SendAsync((await peer.NextAsync<BarrierRequest>()).Xid, new BarrierReply());
        Assert.Equal(ErrorKind.TooLarge, (await applied).Error?.Kind);
    }

    [Fact]
    public async Task An_echo_is_answered_and_an_event_is_kept()
    {
        var (connection, peer) = await ConnectAsync();
        var status = new PortStatus(PortStatusReason.Added, new PortDescription(1, default, "one"));
        await peer.SendAsync(1, status);
        await peer.SendAsync(99, new EchoRequest([1, 2]));
        Assert.Equal((99u, new EchoReply([1, 2])), await peer.NextAsync<EchoReply>());
        Assert.Equal(status, await connection.Events.ReadAsync());
    }

    [Fact]
    public async Task Whatever_is_under_way_ends_with_the_connection()
    {
        var (connection, peer) = await ConnectAsync();
        var barrier = connection.BarrierAsync(default);
        await peer.NextAsync<BarrierRequest>();
        await peer.DisposeAsync();
        Assert.Equal("SwitchDisconnected", (await barrier).Error?.Type);
        Assert.Equal(await connection.Closed, (await connection.BarrierAsync(default)).Error);
        Assert.Equal(await connection.Closed, (await connection.ApplyAsync([new BarrierRequest()], ApplyMode.Atomic, default)).Error);
        await connection.Events.Completion;
    }

    [Fact]
    public async Task A_request_that_is_cancelled_leaves_the_connection_as_it_was()
    {
        var (connection, peer) = await ConnectAsync();
        using var cancel = new CancellationTokenSource();
        var barrier = connection.BarrierAsync(cancel.Token);
        var cancelled = await peer.NextAsync<BarrierRequest>();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => barrier);
        await peer.SendAsync(cancelled.Xid, new BarrierReply());

        var again = connection.BarrierAsync(default);
        await peer.SendAsync((await peer.NextAsync<BarrierRequest>()).Xid, new BarrierReply());
        Assert.True((await again).Succeeded);
    }

    [Fact]
    public async Task A_switch_that_stays_silent_is_given_up()
    {
        var time = new ManualTime();
        var (connection, _) = await ConnectAsync(time);
        while (!connection.Closed.IsCompleted)
        {
            time.Tick();
            await Task.Yield();
        }
        Assert.Contains("silent", (await connection.Closed).Message);
    }

    [Fact]
    public async Task Octets_that_are_not_OpenFlow_end_the_connection()
    {
        var (connection, peer) = await ConnectAsync();
        await peer.Stream.WriteAsync(new byte[64]);
        Assert.Contains("shorter than its header", (await connection.Closed).Message);
    }

    private async Task<(OpenFlowConnection Connection, Peer Peer)> ConnectAsync(TimeProvider? time = null)
    {
        var (connecting, peer) = await MeetAsync(Hello.OpenFlow13, time);
        await peer.SendAsync((await peer.NextAsync<FeaturesRequest>()).Xid, new FeaturesReply(0x1234, 0, 254, 0, 0));
        var connection = (await connecting).Unwrap();
        _connections.Add(connection);
        return (connection, peer);
    }

    private async Task<(Task<Result<OpenFlowConnection>> Connecting, Peer Peer)> MeetAsync(Hello hello, TimeProvider? time = null)
    {
        using var listener = new OpenFlowListener(
            new IPEndPoint(IPAddress.Loopback, 0), new OpenFlowOptions { Time = time ?? TimeProvider.System });
        var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)(listener.LocalEndPoint ?? throw new InvalidOperationException("Not bound.")));
        var peer = new Peer(client.GetStream());
        _connections.Add(peer);
        await peer.SendAsync(1, hello);
        return (await listener.AcceptAsync(default), peer);
    }

    /// <summary>The other end: what it gets is taken one by one, what it answers the test says.</summary>
    private sealed class Peer : IAsyncDisposable
    {
        private readonly Channel<(uint Xid, OpenFlowMessage Message)> _received = Channel.CreateUnbounded<(uint, OpenFlowMessage)>();
        private readonly MessageTransport _transport;
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _running;

        public Peer(Stream stream)
        {
            Stream = stream;
            _transport = new MessageTransport(stream, 16, (xid, message) => _received.Writer.TryWrite((xid, message)), (_, _) => { });
            _running = _transport.RunAsync(_stop.Token);
        }

        public Stream Stream { get; }

        public ValueTask<bool> SendAsync(uint xid, OpenFlowMessage message) => _transport.SendAsync(new Outgoing(xid, [message]), default);

        /// <summary>The next message of a type; others before it are not of interest.</summary>
        public async Task<(uint Xid, OpenFlowMessage Message)> NextAsync<T>()
        {
            while (true)
            {
                var received = await _received.Reader.ReadAsync(_stop.Token);
                if (received.Message is T)
                    return received;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running;
        }
    }

    /// <summary>A clock whose timers fire when the test says so.</summary>
    private sealed class ManualTime : TimeProvider
    {
        private readonly List<ManualTimer> _timers = [];

        public void Tick()
        {
            foreach (var timer in _timers.ToArray())
                timer.Fire();
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new ManualTimer(callback, state) { IsPeriodic = period > TimeSpan.Zero };
            _timers.Add(timer);
            return timer;
        }

        private sealed class ManualTimer(TimerCallback callback, object? state) : ITimer
        {
            public bool IsPeriodic { get; init; }

            // One-shot timers are timeouts of the handshake, which are not to strike.
            public void Fire()
            {
                if (IsPeriodic)
                    callback(state);
            }

            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
