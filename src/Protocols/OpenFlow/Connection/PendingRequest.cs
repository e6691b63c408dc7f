using Naru.Primitives;
using Naru.Protocols.OpenFlow.Messages;

namespace Naru.Protocols.OpenFlow.Connection;

/// <summary>A request that waits for its reply.</summary>
internal abstract class PendingRequest
{
    /// <summary>Takes a message with the xid of the request; true when the request has all it waits for.</summary>
    public abstract bool Receive(OpenFlowMessage reply);

    public abstract void Fail(Error error);

    protected static Error Unexpected(OpenFlowMessage reply) =>
        new(ErrorKind.Unavailable, "UnexpectedReply",
            $"The switch answered with a {reply.Type} that could not be read or was not asked for.");
}
