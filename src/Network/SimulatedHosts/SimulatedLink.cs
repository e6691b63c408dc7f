using System.Threading.Channels;
using Grpc.Core;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Network.SimulatedHosts;

/// <summary>A simulated host's end of its stream to the server, without a network in between.</summary>
internal sealed class SimulatedLink : IAsyncStreamReader<NodeReport>, IAsyncStreamWriter<NodeUpdate>
{
    // The server reads a report before it tells more, save for what it is telling at the moment: a few are enough.
    private readonly Channel<NodeReport> _reports = Channel.CreateBounded<NodeReport>(16);
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SimulatedDataPlane _dataPlane;
    private int _read;

    public SimulatedLink(NodeHello hello)
    {
        _dataPlane = new SimulatedDataPlane(hello.Host);
        _reports.Writer.TryWrite(new NodeReport(hello, 0, []));
    }

    /// <summary>The server has recorded what the host observed first.</summary>
    public Task Settled => _settled.Task;

    public NodeReport Current { get; private set; } = new(null, 0, []);

    public WriteOptions? WriteOptions { get; set; }

    /// <summary>Called by the server when it is done with the report before.</summary>
    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        const int HelloAndFirstObservations = 2;
        if (_read == HelloAndFirstObservations)
            _settled.TrySetResult();
        Current = await _reports.Reader.ReadAsync(cancellationToken);
        _read++;
        return true;
    }

    /// <summary>Called by the server with what is new.</summary>
    public Task WriteAsync(NodeUpdate message) => WriteAsync(message, CancellationToken.None);

    /// <inheritdoc/>
    public async Task WriteAsync(NodeUpdate message, CancellationToken cancellationToken) => await _reports.Writer.WriteAsync(
        new NodeReport(null, message.Revision, _dataPlane.Follow(message).ToEquatableList())
        {
            Instances = SimulatedDataPlane.Run(message).ToEquatableList(),
            Answers = message.Questions.Select(SimulatedDataPlane.Answer).ToEquatableList(),
        },
        cancellationToken);
}
