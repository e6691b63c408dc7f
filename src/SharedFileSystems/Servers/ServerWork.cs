using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Naru.Primitives;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Storage;
using Naru.State;

namespace Naru.SharedFileSystems.Servers;

/// <summary>Brings share servers up, and takes away those that are not needed any more.</summary>
/// <param name="ports">Null: no host handles share servers.</param>
internal sealed class ServerWork(Store store, IShareBackend backend, ShareServers servers, ILogger<ServerWork> log, IServerPorts? ports = null)
{
    private static readonly WriteContext Context = new("shares", "shares");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(2);

    /// <summary>Manila's own time (unused_share_server_cleanup_interval).</summary>
    private static readonly TimeSpan UnusedFor = TimeSpan.FromMinutes(10);

    /// <summary>Gives a share a server that works.</summary>
    /// <returns>The server's id.</returns>
    public async Task<Result<string>> ForAsync(Share share, CancellationToken cancellation)
    {
        if (!(await store.WriteAsync(Context, state => servers.Assign(state, share.Id), cancellation)).TryGet(out var server, out var error))
            return error;
        if ((await UpAsync(server.Id, cancellation)).TryGet(out _, out error))
            return server.Id;
        log.ServerFailed(server.Id, error.Message);
        await SetAsync(server.Id, ShareServer.Creating, ShareServer.Error);
        return error;
    }

    /// <summary>What has to go: what to do with it, by its id.</summary>
    public IEnumerable<(string Id, Func<CancellationToken, Task> Begin)> Waiting(Snapshot state) =>
        state.In(ShareTables.Servers).All.Where(server => server.Status == ShareServer.Deleting && !ShareTables.SharesByServer.Any(state, server.Id)).Select(server => (server.Id, (Func<CancellationToken, Task>)(cancellation => RemoveAsync(server, cancellation))));

    /// <summary>What follows for servers from the shares that there are, and from time.</summary>
    public static IEnumerable<Action<Transaction>> Changes(IStateReader state, DateTimeOffset now)
    {
        foreach (var server in state.In(ShareTables.Servers).All.Where(server => server.Status != ShareServer.Deleting))
        {
            var isUsed = ShareTables.SharesByServer.Any(state, server.Id);
            if (!isUsed && server.UnusedSince is null)
                yield return Set(server, server with { UnusedSince = now });
            else if (!isUsed && server.UnusedSince < now - UnusedFor)
                yield return Set(server, server with { Status = ShareServer.Deleting, UpdatedAt = now });
        }

        static Action<Transaction> Set(ShareServer old, ShareServer changed) => transaction =>
        {
            if (transaction.In(ShareTables.Servers).Find(old.Id) == old && !ShareTables.SharesByServer.Any(transaction, old.Id))
                transaction.Update(ShareTables.Servers, changed);
        };
    }

    private async Task<Result<Done>> UpAsync(string id, CancellationToken cancellation)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(Pause, cancellation))
        {
            if (store.Current.In(ShareTables.Servers).Find(id) is not { TakesShares: true } server)
                return Error.NotFound("NotFound", $"The share server {id} is gone.");
            var lack = ports?.Lack(store.Current, server);
            if (lack is null && (await backend.EnsureServerAsync(id, cancellation)) is { Succeeded: false } failed)
                lack = failed.Error.Message;
            if (lack is null)
            {
                await SetAsync(id, ShareServer.Creating, ShareServer.Active);
                return Done.Ok;
            }
            if (clock.Elapsed > Patience)
                return new Error(ErrorKind.Unavailable, "ShareServerFailed", $"The share server {id} did not come up within {Patience.TotalSeconds:0} s: {lack}.");
        }
    }

    private async Task RemoveAsync(ShareServer server, CancellationToken cancellation)
    {
        try
        {
            await backend.RemoveServerAsync(server.Id, cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            log.ServerFailed(server.Id, exception.Message);
            await Task.Delay(RetryPause, cancellation);
            return;
        }
        await store.WriteAsync(Context, state =>
        {
            if (!state.In(ShareTables.Servers).Contains(server.Id))
                return Done.Ok;
            // Its ports are nobody's from then on, and may go.
            state.Delete(ShareTables.Servers, server.Id);
            ports?.Unplug(state, server.Id);
            return Done.Ok;
        }, CancellationToken.None);
        log.ServerRemoved(server.Id);
    }

    private Task<Result<Done>> SetAsync(string id, string from, string to) => store.WriteAsync(Context, state =>
    {
        if (state.In(ShareTables.Servers).Find(id) is { } server && server.Status == from)
            state.Update(ShareTables.Servers, server with { Status = to, UpdatedAt = state.Time });
        return Done.Ok;
    }, CancellationToken.None);
}
