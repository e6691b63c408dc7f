using Naru.Primitives;
using Naru.Protocols.OpenFlow.Messages;

namespace Naru.Protocols.OpenFlow.Connection;

/// <summary>Waits for one message.</summary>
internal sealed class SingleReply<T> : PendingRequest
    where T : OpenFlowMessage
{
    private readonly TaskCompletionSource<Result<T>> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<Result<T>> Reply => _reply.Task;

    public override bool Receive(OpenFlowMessage reply)
    {
        _reply.TrySetResult(reply is T expected ? expected : Unexpected(reply));
        return true;
    }

    public override void Fail(Error error) => _reply.TrySetResult(error);
}
