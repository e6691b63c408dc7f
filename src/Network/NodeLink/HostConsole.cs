using Grpc.Core;
using Naru.NodeContract;

namespace Naru.Network.NodeLink;

/// <summary>An open console of an instance. Without it, it is closed on its host.</summary>
public sealed class HostConsole : IDisposable
{
    private readonly IAsyncStreamReader<NodeContentPart> _said;
    private readonly IServerStreamWriter<NodeContentPart> _typed;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal HostConsole(IAsyncStreamReader<NodeContentPart> said, IServerStreamWriter<NodeContentPart> typed) => (_said, _typed) = (said, typed);

    internal Task Ended => _ended.Task;

    /// <summary>What comes from it next; empty: it is over.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            while (await _said.MoveNext(cancellation))
            {
                if (!_said.Current.Octets.IsEmpty)
                    return _said.Current.Octets;
            }
        }
        catch (Exception gone) when (gone is IOException or RpcException)
        {
            // The host is away.
        }
        return default;
    }

    public Task WriteAsync(ReadOnlyMemory<byte> octets, CancellationToken cancellation) => _typed.WriteAsync(new NodeContentPart(null, octets), cancellation);

    public void Dispose() => _ended.TrySetResult();
}
