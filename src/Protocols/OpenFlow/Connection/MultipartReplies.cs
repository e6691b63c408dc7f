using System.Collections.Immutable;
using Naru.Primitives;
using Naru.Protocols.OpenFlow.Messages;

namespace Naru.Protocols.OpenFlow.Connection;

/// <summary>Collects the pieces of a list until the last.</summary>
internal sealed class MultipartReplies<T> : PendingRequest
    where T : class, IMultipartPart<T>
{
    private readonly ImmutableArray<T>.Builder _parts = ImmutableArray.CreateBuilder<T>();
    private readonly TaskCompletionSource<Result<ImmutableArray<T>>> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<Result<ImmutableArray<T>>> Reply => _reply.Task;

    public override bool Receive(OpenFlowMessage reply)
    {
        if (reply is not MultipartReply<T> piece)
        {
            _reply.TrySetResult(Unexpected(reply));
            return true;
        }
        _parts.AddRange(piece.Parts.Items);
        if (piece.HasMore)
            return false;
        _reply.TrySetResult(_parts.ToImmutable());
        return true;
    }

    public override void Fail(Error error) => _reply.TrySetResult(error);
}
