using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using Grpc.Core;
using Naru.Agent.OpenVSwitch.Pipeline;
using Naru.Agent.Reconciling;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Protocols.OpenFlow;

namespace Naru.Hosts.Bench;

/// <summary>An agent whose bridges only record their flows, and its end of the stream to the server.</summary>
/// <remarks>Messages are written and read as on the wire; rounds are made and reported as a real agent does.</remarks>
internal sealed class RecordingHost(NodeHello hello) : IAsyncStreamReader<NodeReport>, IAsyncStreamWriter<NodeUpdate>
{
    // As many as a real agent keeps.
    private const int ReportCapacity = 64;

    private readonly Channel<NodeReport> _reports = Channel.CreateBounded<NodeReport>(ReportCapacity);
    private readonly Channel<byte[]> _arriving = Channel.CreateBounded<byte[]>(ReportCapacity);
    private readonly ReportBook _book = new();
    private readonly Dictionary<string, uint> _numbers = [];
    private readonly Dictionary<string, ushort> _vlans = [];
    private readonly Dictionary<string, uint> _tunnels = [];
    private FlowMemo _integrationFlows = new();
    private FlowMemo _tunnelFlows = new();
    private IReadOnlyList<FlowBlock> _flows = [];
    private NodeView _view = NodeView.Empty;
    private bool _isGreeted;
    private long _updates;
    private long _finished;

    public string Host => hello.Host;

    public int Flows => _flows.Sum(block => block.Count);

    public long Rounds { get; private set; }

    public long Updates => Interlocked.Read(ref _updates);

    public long Bytes { get; private set; }

    public long ToldAt { get; private set; }

    public long DoneAt { get; private set; }

    public TimeSpan Slowest { get; private set; }

    public bool IsBusy => Updates > Interlocked.Read(ref _finished);

    public NodeReport Current { get; private set; } = new(null, 0, []);

    public WriteOptions? WriteOptions { get; set; }

    /// <summary>Counts from here; nothing is under way.</summary>
    public void Mark() => (_updates, _finished, Bytes, Slowest) = (0, 0, 0, TimeSpan.Zero);

    public void Forget() => (_flows, _view, _integrationFlows, _tunnelFlows) = ([], NodeView.Empty, new(), new());

    /// <summary>The agent: applies what has arrived, makes its flows, reports.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var message = await _arriving.Reader.ReadAsync(cancellation);
            var started = Stopwatch.GetTimestamp();
            var taken = 0;
            byte[]? next = message;
            do
            {
                _view = _view.Apply(JsonSerializer.Deserialize(next, NodeJson.Default.NodeUpdate)!); // The server sends no null.
                taken++;
            }
            while (_arriving.Reader.TryRead(out next));
            Compile();
            Rounds++;
            DoneAt = Stopwatch.GetTimestamp();
            var elapsed = Stopwatch.GetElapsedTime(started, DoneAt);
            Slowest = elapsed > Slowest ? elapsed : Slowest;
            if (_book.Next(_view.Revision, Observe(), []) is { } report)
                await _reports.Writer.WriteAsync(report, cancellation);
            Interlocked.Add(ref _finished, taken);
        }
    }

    /// <summary>Called by the server for the next report.</summary>
    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        Current = _isGreeted ? await _reports.Reader.ReadAsync(cancellationToken) : new NodeReport(hello, 0, []);
        _isGreeted = true;
        return true;
    }

    /// <summary>Called by the server with what is new.</summary>
    public Task WriteAsync(NodeUpdate message) => WriteAsync(message, CancellationToken.None);

    /// <inheritdoc/>
    public async Task WriteAsync(NodeUpdate message, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(message, NodeJson.Default.NodeUpdate);
        Bytes += bytes.Length;
        Interlocked.Increment(ref _updates);
        await _arriving.Writer.WriteAsync(bytes, cancellationToken);
        ToldAt = Stopwatch.GetTimestamp();
    }

    /// <summary>All flows of br-int and br-tun, and what of them would be written.</summary>
    public void Compile()
    {
        Number(_vlans, _view.Networks.Select(network => network.Id), number => (ushort)(number + 1));
        Number(_numbers, _view.Ports.Where(port => port.Host == hello.Host).Select(port => port.Id), number => (uint)(number + 100));
        Number(_tunnels, _view.Peers.Select(peer => peer.Host), number => (uint)(number + 10_000));
        var view = new SwitchView(
            hello.Host,
            _numbers.ToImmutableDictionary(),
            _vlans.ToImmutableDictionary(),
            PatchToTunnel: 1,
            PatchToIntegration: 1,
            _view.Peers.Select(peer => new TunnelPort(SegmentType.Vxlan, peer.TunnelAddress, _tunnels[peer.Host])).ToEquatableList(),
            []);
        List<FlowBlock> flows = [.. IntegrationPipeline.Blocks(_view, view, _integrationFlows), .. TunnelPipeline.Blocks(_view, view, _tunnelFlows)];
        FlowDelta.Between(flows, _flows);
        _flows = flows;
    }

    private IEnumerable<Observation> Observe() =>
        _view.Ports.Where(port => port.Host == hello.Host).Select(port => new Observation(ObservedKind.Port, port.Id, Condition.Active, ""));

    private static void Number<T>(Dictionary<string, T> known, IEnumerable<string> keys, Func<int, T> next)
    {
        foreach (var key in keys)
        {
            if (!known.ContainsKey(key))
                known.Add(key, next(known.Count));
        }
    }
}
