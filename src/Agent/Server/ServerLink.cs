using System.Threading.Channels;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging;
using Naru.Agent.Reconciling;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Server;

/// <summary>The stream to the server: keeps the view current and carries reports.</summary>
/// <remarks>While the server is away the last view stays, and the data plane with it.</remarks>
/// <param name="hello">What this host says of itself at the moment.</param>
public sealed class ServerLink(GrpcChannel channel, Func<NodeHello> hello, WakeUp wakeUp, INodeEyes eyes, TimeProvider time, ILogger<ServerLink> log)
{
    // Reports of some rounds fit; when the stream is that slow, they are dropped and told anew by the next round.
    private const int ReportCapacity = 64;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(1);

    private volatile Channel<NodeReport> _reports = Channel.CreateBounded<NodeReport>(ReportCapacity);
    private volatile NodeView? _view;
    private long _stream;

    /// <summary>What the server told last; null before the first time.</summary>
    public NodeView? View => _view;

    /// <summary>Grows with each new stream, whose server has been told nothing yet.</summary>
    public long Stream => Interlocked.Read(ref _stream);

    /// <returns>False when it could not be taken: nothing of it reaches the server.</returns>
    public bool TryReport(NodeReport report) => _reports.Writer.TryWrite(report);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var pause = FirstRetry;
        string? reason = null;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                var before = time.GetTimestamp();
                await AttachAsync(cancellation);
                if (time.GetElapsedTime(before) > LongestRetry)
                    (pause, reason) = (FirstRetry, null);
            }
            catch (Exception exception) when (exception is RpcException or HttpRequestException or IOException)
            {
                // It is tried again and again; one line says so.
                var now = exception is RpcException rpc ? rpc.Status.Detail : exception.Message;
                if (now != reason)
                    log.ServerAway(now);
                reason = now;
            }
            // Many agents lose a server at once; half of the pause is drawn so that they do not all return at once.
            await Task.Delay(pause / 2 + pause / 2 * Random.Shared.NextDouble(), time, cancellation);
            pause = pause * 2 < LongestRetry ? pause * 2 : LongestRetry;
        }
    }

    private async Task AttachAsync(CancellationToken cancellation)
    {
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(
            NodeService.Attach, null, new CallOptions(cancellationToken: cancellation));
        await call.RequestStream.WriteAsync(new NodeReport(hello(), 0, EquatableList<Observation>.Empty), cancellation);
        var reports = Channel.CreateBounded<NodeReport>(ReportCapacity);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var sending = SendAsync(call.RequestStream, reports.Reader, ended.Token);
        try
        {
            await foreach (var update in call.ResponseStream.ReadAllAsync(cancellation))
            {
                if (update.IsComplete)
                {
                    _reports = reports;
                    Interlocked.Increment(ref _stream);
                    log.Attached(update.Revision);
                }
                _view = (_view ?? NodeView.Empty).Apply(update);
                wakeUp.Set();
                if (!update.Questions.IsEmpty)
                    _ = AnswerAsync(update.Questions, reports.Writer, ended.Token);
            }
        }
        finally
        {
            await ended.CancelAsync();
            await sending;
        }
    }

    private async Task AnswerAsync(EquatableList<NodeQuestion> questions, ChannelWriter<NodeReport> reports, CancellationToken cancellation)
    {
        try
        {
            var answers = new List<NodeAnswer>();
            foreach (var question in questions)
                answers.Add(await eyes.LookAsync(question, cancellation));
            await reports.WriteAsync(new NodeReport(null, 0, []) { Answers = answers.ToEquatableList() }, cancellation);
        }
        catch (OperationCanceledException)
        {
            // The stream is over, and so is the question.
        }
    }

    private static async Task SendAsync(IClientStreamWriter<NodeReport> stream, ChannelReader<NodeReport> reports, CancellationToken cancellation)
    {
        try
        {
            await foreach (var report in reports.ReadAllAsync(cancellation))
                await stream.WriteAsync(report, cancellation);
        }
        catch (Exception exception) when (exception is OperationCanceledException or RpcException or InvalidOperationException)
        {
            // The stream is over; whoever reads it says why.
        }
    }
}
