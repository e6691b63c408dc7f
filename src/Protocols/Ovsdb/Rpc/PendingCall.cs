using System.Text.Json;

using Naru.Primitives;

namespace Naru.Protocols.Ovsdb.Rpc;

/// <summary>A request whose reply has not come yet.</summary>
internal abstract class PendingCall
{
    /// <summary>Runs on the connection's reading loop, so that the reply takes effect before the next message does.</summary>
    public abstract void Complete(JsonElement result);

    public abstract void Fail(Error error);
}

internal sealed class PendingCall<T>(Func<JsonElement, Result<T>> read) : PendingCall
{
    private readonly TaskCompletionSource<Result<T>> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<Result<T>> Reply => _reply.Task;

    public override void Complete(JsonElement result) => _reply.TrySetResult(read(result));

    public override void Fail(Error error) => _reply.TrySetResult(error);
}
