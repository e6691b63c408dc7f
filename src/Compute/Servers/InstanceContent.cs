using System.Text.Json;
using Naru.Network.NodeLink;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Compute.Servers;

/// <summary>What an instance is, for the hosts that give its networks their metadata without running it.</summary>
internal sealed class InstanceContent(InstanceHosting hosting, Store store) : IContentSource
{
    public string Kind => NodeContentKinds.Instance;

    public Task<Result<Stream>> OpenAsync(string host, string id, CancellationToken cancellation) => Task.FromResult(Open(id));

    public Task<Result<long>> ReceiveAsync(string host, string id, Stream content, CancellationToken cancellation) =>
        Task.FromResult<Result<long>>(Error.Invalid($"What instance {id} is, is said by its user and not by host '{host}'."));

    private Result<Stream> Open(string id)
    {
        var state = store.Current;
        return state.In(ComputeTables.Servers).Find(id) is { Host.Length: > 0 } server && hosting.ForHost(state, server, server.Host) is { } instance
            ? new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(instance, NodeJson.Default.NodeInstance))
            : Error.NotFound("InstanceNotFound", $"There is no instance {id} on any host.");
    }
}
