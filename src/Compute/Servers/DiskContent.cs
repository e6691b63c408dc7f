using System.Collections.Concurrent;
using Naru.Network.NodeLink;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Compute.Servers;

/// <summary>Disks on their way from the host that an instance leaves to the one that it comes to: passed on as they come, and kept nowhere.</summary>
internal sealed class DiskContent(Store store, NodeStreams hosts) : IContentSource
{
    /// <summary>How long a host may take to pack a disk.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<HandedStream>> _awaited = [];

    public string Kind => NodeContentKinds.Disk;

    public async Task<Result<Stream>> OpenAsync(string host, string id, CancellationToken cancellation)
    {
        if (id.Split('/') is not [var serverId, var disk]
            || store.Current.In(ComputeTables.Servers).Find(serverId) is not { } server || SourceFor(server, host) is not { } source)
            return Error.NotFound("DiskNotFound", $"No disk '{id}' is to be brought to host '{host}'.");
        var awaited = new TaskCompletionSource<HandedStream>(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited[id] = awaited;
        HandedStream? taken = null;
        try
        {
            if (!(await hosts.AskAsync(source, NodeQuestionKind.SendDisk, [serverId, disk], cancellation)).TryGet(out var answer, out var refused))
                return refused;
            if (answer != DiskAnswers.OnItsWay)
                return Error.NotFound("DiskNotFound", $"Host '{source}' has no disk '{id}'.");
            taken = await awaited.Task.WaitAsync(Patience, cancellation);
            return taken;
        }
        catch (TimeoutException)
        {
            return new Error(ErrorKind.Unavailable, "HostAway", $"Host '{source}' has not sent disk '{id}' within {Patience.TotalMinutes:0} minutes.");
        }
        finally
        {
            _awaited.TryRemove(KeyValuePair.Create(id, awaited));
            // What came although nobody waits any more is let go: unread, it would hold up all that its host has to say.
            if (taken is null && !awaited.TrySetCanceled(CancellationToken.None) && awaited.Task.IsCompletedSuccessfully)
                await awaited.Task.Result.DisposeAsync();
        }
    }

    // One that moves while it runs is still where it was.
    private static string? SourceFor(Server server, string host) => server.Host == host ? server.DisksOn : server.Move?.Target == host ? server.Host : null;

    public async Task<Result<long>> ReceiveAsync(string host, string id, Stream content, CancellationToken cancellation)
    {
        if (!_awaited.TryRemove(id, out var awaited))
            return Error.NotFound("DiskNotFound", $"Nobody waits for disk '{id}' of host '{host}'.");
        var handed = new HandedStream(content);
        return awaited.TrySetResult(handed)
            ? await handed.Taken.WaitAsync(cancellation)
            : Error.NotFound("DiskNotFound", $"Nobody waits for disk '{id}' of host '{host}' any more.");
    }
}
