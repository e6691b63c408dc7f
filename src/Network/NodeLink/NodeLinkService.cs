using Grpc.Core;
using Microsoft.Extensions.Logging;
using Naru.Network.Metering;
using Naru.Network.Nodes;
using Naru.Network.Routers.HighAvailability;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.NodeLink;

/// <summary>The server's end of a host's stream: updates down, observations up.</summary>
public sealed class NodeLinkService(
    Store store, NodeStreams streams, NodeAttachment attachment, LeaseBook book, IEnumerable<IHostedPart> parts, ContentTransfer content, HostConsoles consoles,
    ILogger<NodeLinkService> log) : NodeServiceBase
{
    private readonly IReadOnlyList<IHostedPart> _parts = [.. parts];

    public override Task Attach(IAsyncStreamReader<NodeReport> reports, IServerStreamWriter<NodeUpdate> updates, ServerCallContext context) =>
        ServeAsync(reports, updates, context.CancellationToken);

    /// <summary>Serves one host until its stream ends.</summary>
    public async Task ServeAsync(IAsyncStreamReader<NodeReport> reports, IAsyncStreamWriter<NodeUpdate> updates, CancellationToken cancellation)
    {
        if (!await reports.MoveNext(cancellation) || reports.Current.Hello is not { Host.Length: > 0 } hello)
            throw new RpcException(new Status(StatusCode.InvalidArgument, "The first report of a stream says who the host is."));

        var stream = new NodeStream(hello.Host, _parts);
        streams.Add(stream);
        log.NodeAttached(hello.Host, hello.Mechanism, hello.TunnelAddress);
        try
        {
            await WriteAsync(hello.Host, Result<Done> (state) =>
            {
                attachment.Attach(state, hello);
                foreach (var part in _parts)
                    part.Attach(state, hello);
                return Done.Ok;
            });
            await updates.WriteAsync(stream.Complete(store.Current), cancellation);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var telling = TellAsync(stream, updates, ended.Token);
            await ListenAsync(stream, reports, cancellation);
            await ended.CancelAsync();
            await telling;
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or InvalidOperationException)
        {
            // The host or this server goes away.
        }
        finally
        {
            if (streams.Remove(stream))
            {
                log.NodeDetached(hello.Host);
                await WriteAsync(hello.Host, Result<Done> (state) =>
                {
                    NodeAttachment.Detach(state, hello.Host);
                    return Done.Ok;
                });
            }
        }
    }

    // Nothing is read from the state here: an answer must not wait for anybody.
    public override async Task Beat(IAsyncStreamReader<NodeBeat> beats, IServerStreamWriter<NodeLease> leases, ServerCallContext context)
    {
        try
        {
            while (await beats.MoveNext(context.CancellationToken))
            {
                var beat = beats.Current;
                await leases.WriteAsync(new NodeLease(beat.Number, book.Grant(beat.Host, beat.Revision)), context.CancellationToken);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or InvalidOperationException)
        {
            // The host or this server goes away.
        }
    }

    public override Task Fetch(NodeContentName name, IServerStreamWriter<NodeContentPart> parts, ServerCallContext context) =>
        content.FetchAsync(name, parts, context.CancellationToken);

    public override Task<NodeContentReceipt> Deliver(IAsyncStreamReader<NodeContentPart> parts, ServerCallContext context) =>
        content.DeliverAsync(parts, context.CancellationToken);

    public override Task Console(IAsyncStreamReader<NodeContentPart> said, IServerStreamWriter<NodeContentPart> typed, ServerCallContext context) =>
        consoles.ServeAsync(said, typed, context.CancellationToken);

    private async Task TellAsync(NodeStream stream, IAsyncStreamWriter<NodeUpdate> updates, CancellationToken cancellation)
    {
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                var update = await stream.NextAsync(() => store.Current, cancellation);
                if (!update.IsEmpty)
                    await updates.WriteAsync(update, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // The stream is over.
        }
    }

    private async Task ListenAsync(NodeStream stream, IAsyncStreamReader<NodeReport> reports, CancellationToken cancellation)
    {
        var host = stream.Host;
        while (await reports.MoveNext(cancellation))
        {
            foreach (var answer in reports.Current.Answers)
                stream.Answer(answer);
            var report = reports.Current;
            var (observations, meters) = (report.Observations, report.Meters);
            var concerned = _parts.Where(part => part.Concerns(report)).ToList();
            if (!observations.IsEmpty || !meters.IsEmpty || !report.Tunnels.IsEmpty || concerned.Count > 0)
            {
                await WriteAsync(host, Result<Done> (state) =>
                {
                    Observations.Apply(state, host, observations);
                    if (!report.Tunnels.IsEmpty)
                        Observations.ApplyTunnels(state, host, report.Tunnels);
                    foreach (var meter in meters)
                        MeterReading.Record(state, host, meter);
                    foreach (var part in concerned)
                        part.Record(state, host, report);
                    return Done.Ok;
                });
            }
        }
    }

    private async Task WriteAsync(string host, Func<Transaction, Result<Done>> write)
    {
        if ((await store.WriteAsync(new WriteContext("node", host), write)).Error is { } error)
            log.NodeNotRecorded(host, error.Message);
    }
}
