using System.Collections.Concurrent;
using System.Security.Cryptography;
using Grpc.Core;
using Naru.NodeContract;
using Naru.Primitives;

namespace Naru.Network.NodeLink;

/// <summary>Consoles of instances, which their hosts open when they are asked.</summary>
public sealed class HostConsoles(NodeStreams hosts)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<HostConsole>> _asked = new();

    /// <summary>Which of <see cref="ConsoleKinds"/> an instance has.</summary>
    public Task<Result<string>> KindAsync(string host, string instance, CancellationToken cancellation) =>
        hosts.AskAsync(host, NodeQuestionKind.Console, [instance], cancellation);

    public async Task<Result<HostConsole>> OpenAsync(string host, string instance, CancellationToken cancellation)
    {
        var session = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var opened = _asked[session] = new TaskCompletionSource<HostConsole>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            var asked = await hosts.AskAsync(host, NodeQuestionKind.Console, [instance, session], cancellation);
            if (asked.Succeeded)
                await Task.WhenAny(opened.Task, Task.Delay(Patience, cancellation));
            // From here on one that comes is nobody's.
            return !opened.TrySetCanceled(CancellationToken.None) ? await opened.Task
                : asked.Error ?? new Error(ErrorKind.Unavailable, "NoConsole", $"Host '{host}' has not opened the console of instance {instance} within {Patience.TotalSeconds:0} s.");
        }
        finally
        {
            _asked.TryRemove(session, out _);
        }
    }

    /// <summary>The host's call.</summary>
    internal async Task ServeAsync(IAsyncStreamReader<NodeContentPart> said, IServerStreamWriter<NodeContentPart> typed, CancellationToken cancellation)
    {
        if (!await said.MoveNext(cancellation) || said.Current.Name is not { Kind: NodeContentKinds.Console, Id: var session } || !_asked.TryGetValue(session, out var opened))
            throw new RpcException(new Status(StatusCode.NotFound, "Nobody waits for this console."));
        using var console = new HostConsole(said, typed);
        if (opened.TrySetResult(console))
            await console.Ended.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
