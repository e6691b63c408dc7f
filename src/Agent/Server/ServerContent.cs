using Grpc.Core;
using Grpc.Net.Client;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Agent.Server;

/// <summary>Bytes from the server and to it.</summary>
public sealed class ServerContent(GrpcChannel channel, string host) : IContent
{
    private const int ConsoleBuffer = 32 << 10;

    /// <summary>How long the server has to take the last words of a console that is over.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    public async Task<Result<long>> FetchAsync(string kind, string id, Stream target, CancellationToken cancellation)
    {
        try
        {
            using var call = channel.CreateCallInvoker().AsyncServerStreamingCall(
                NodeService.Fetch, null, new CallOptions(cancellationToken: cancellation), new NodeContentName(host, kind, id));
            long octets = 0;
            await foreach (var part in call.ResponseStream.ReadAllAsync(cancellation))
            {
                await target.WriteAsync(part.Octets, cancellation);
                octets += part.Octets.Length;
            }
            return octets;
        }
        catch (RpcException exception) when (!cancellation.IsCancellationRequested)
        {
            return Failure(exception);
        }
    }

    public async Task<Result<long>> DeliverAsync(string kind, string id, Stream source, CancellationToken cancellation)
    {
        try
        {
            using var call = channel.CreateCallInvoker().AsyncClientStreamingCall(
                NodeService.Deliver, null, new CallOptions(cancellationToken: cancellation));
            await call.RequestStream.WriteAsync(new NodeContentPart(new NodeContentName(host, kind, id), default), cancellation);
            while (true)
            {
                var buffer = new byte[NodeContentPart.Largest];
                var length = await source.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
                if (length == 0)
                    break;
                await call.RequestStream.WriteAsync(new NodeContentPart(null, buffer.AsMemory(0, length)), cancellation);
            }
            await call.RequestStream.CompleteAsync();
            return (await call.ResponseAsync).Octets;
        }
        catch (RpcException exception) when (!cancellation.IsCancellationRequested)
        {
            return Failure(exception);
        }
    }

    /// <summary>Carries a console that the server has asked for, both ways, until either end is over.</summary>
    public async Task CarryAsync(string session, Stream console, CancellationToken cancellation)
    {
        try
        {
            using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(NodeService.Console, null, new CallOptions(cancellationToken: cancellation));
            await call.RequestStream.WriteAsync(new NodeContentPart(new NodeContentName(host, NodeContentKinds.Console, session), default), cancellation);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var saying = SayAsync(console, call.RequestStream, ended.Token);
            var typing = TypeAsync(call.ResponseStream, console, ended.Token);
            if (await Task.WhenAny(saying, typing) == saying && saying.IsCompletedSuccessfully)
                await Task.WhenAny(typing, Task.Delay(LastWords, ended.Token));
            await ended.CancelAsync();
            await Task.WhenAll(saying, typing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (Exception gone) when (gone is RpcException or OperationCanceledException)
        {
            // The server is away: so is who looked.
        }
    }

    private static async Task SayAsync(Stream console, IClientStreamWriter<NodeContentPart> server, CancellationToken cancellation)
    {
        while (true)
        {
            var buffer = new byte[ConsoleBuffer];
            var length = await console.ReadAsync(buffer, cancellation);
            if (length == 0)
                break;
            await server.WriteAsync(new NodeContentPart(null, buffer.AsMemory(0, length)), cancellation);
        }
        await server.CompleteAsync();
    }

    private static async Task TypeAsync(IAsyncStreamReader<NodeContentPart> server, Stream console, CancellationToken cancellation)
    {
        await foreach (var part in server.ReadAllAsync(cancellation))
            await console.WriteAsync(part.Octets, cancellation);
    }

    private static Error Failure(RpcException exception) => new(
        exception.StatusCode switch
        {
            StatusCode.NotFound => ErrorKind.NotFound,
            StatusCode.FailedPrecondition => ErrorKind.Conflict,
            StatusCode.InvalidArgument => ErrorKind.Invalid,
            _ => ErrorKind.Unavailable,
        },
        "ContentNotMoved",
        exception.Status.Detail);
}
