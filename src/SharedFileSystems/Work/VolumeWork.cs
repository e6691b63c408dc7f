using Microsoft.Extensions.Logging;
using Naru.Primitives;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Messages;
using Naru.SharedFileSystems.Servers;
using Naru.SharedFileSystems.Storage;
using Naru.SharedFileSystems.Types;
using Naru.State;

namespace Naru.SharedFileSystems.Work;

/// <summary>The work that waits for a volume, and what its end means.</summary>
internal sealed class VolumeWork(Store store, IShareBackend backend, Scheduling scheduling, ServerWork servers, ILogger<VolumeWork> log)
{
    private static readonly WriteContext Context = new("shares", "shares");

    /// <summary>What was published last: a volume that clients still find is not taken from them.</summary>
    public EquatableList<Export> Published { get; set; }

    public IEnumerable<(string Id, Func<CancellationToken, Task> Begin)> Waiting(Snapshot state)
    {
        var exported = Published.Items.Select(export => export.Volume.Id).ToHashSet();
        foreach (var snapshot in state.In(ShareTables.Snapshots).All)
        {
            if (snapshot.Work is ShareWork.None || (snapshot.Work is not ShareWork.Create && exported.Contains(snapshot.InstanceId)))
                continue;
            yield return (snapshot.Id, cancellation => RunAsync(snapshot, cancellation));
        }
        foreach (var share in state.In(ShareTables.Shares).All)
        {
            if (share.Work is ShareWork.None || share.IsWorkDone || (share.IsWithdrawn(backend.Features.Interrupts) && exported.Contains(share.InstanceId)))
                continue;
            yield return (share.Id, cancellation => RunAsync(share, cancellation));
        }
    }

    /// <summary>Ends the work of a share or a snapshot without success.</summary>
    public async Task FailAsync(string id, string reason)
    {
        if (store.Current.In(ShareTables.Shares).Find(id) is { Work: not ShareWork.None } share)
            await FailAsync(share, new Error(ErrorKind.Unavailable, "StorageFailed", reason));
        else if (store.Current.In(ShareTables.Snapshots).Find(id) is { Work: not ShareWork.None } snapshot)
            await FailAsync(snapshot, reason);
    }

    private async Task RunAsync(Share share, CancellationToken cancellation)
    {
        var volume = Desired.VolumeOf(share);
        var (done, size) = share.Work switch
        {
            ShareWork.Create => (await CreateAsync(share, cancellation), share.Size),
            ShareWork.Extend or ShareWork.Shrink => (await backend.ResizeAsync(volume, share.WorkSize, cancellation), share.WorkSize),
            ShareWork.Revert => (await RevertAsync(share, volume, cancellation), share.WorkSize),
            ShareWork.Manage => await AdoptAsync(share, volume, cancellation),
            ShareWork.Unmanage => (await backend.ReleaseAsync(volume, cancellation), share.Size),
            _ => (await backend.DeleteAsync(volume, cancellation), share.Size),
        };
        if (!done.TryGet(out _, out var error))
        {
            await FailAsync(share, error);
            return;
        }
        await store.WriteAsync(Context, state =>
        {
            // Deleted while it was made: that is the next work.
            if (state.In(ShareTables.Shares).Find(share.Id) is not { } now || now.Work != share.Work)
                return Done.Ok;
            if (share.Work is ShareWork.Delete or ShareWork.Unmanage)
                Remove(state, now);
            else
                state.Update(ShareTables.Shares, now with { IsStored = true, IsWorkDone = true, WorkSize = size, Host = now.Host ?? scheduling.PoolOf(now.ShareServerId is not null).Host });
            return Done.Ok;
        }, CancellationToken.None);
    }

    private async Task<Result<Done>> CreateAsync(Share share, CancellationToken cancellation)
    {
        var state = store.Current;
        if (await scheduling.RefusalAsync(state, share, cancellation) is { } refusal)
            return refusal;
        var source = share.SnapshotId is { } id ? state.In(ShareTables.Snapshots).Find(id) : null;
        if (share.SnapshotId is not null && source is null)
            return Error.NotFound("NotFound", $"The snapshot {share.SnapshotId} is gone.");
        if (state.In(ShareTables.Types).Find(share.TypeId ?? "")?.Has(ExtraSpecs.HandlesShareServers) is true)
        {
            if (!(await servers.ForAsync(share, cancellation)).TryGet(out var server, out var down))
                return down;
            share = share with { ShareServerId = server };
        }
        return await backend.CreateAsync(Desired.VolumeOf(share), share.Size, source is null ? null : Desired.VolumeOf(state, source), cancellation);
    }

    private async Task<Result<Done>> RevertAsync(Share share, Volume volume, CancellationToken cancellation)
    {
        if (share.WorkSource is not { } id || store.Current.In(ShareTables.Snapshots).Find(id) is not { } snapshot)
            return Error.NotFound("NotFound", $"The snapshot {share.WorkSource} is gone.");
        if (!(await backend.RevertAsync(volume, Desired.VolumeOf(store.Current, snapshot), cancellation)).TryGet(out _, out var error))
            return error;
        await store.WriteAsync(Context, state =>
        {
            if (state.In(ShareTables.Snapshots).Find(id) is { Status: ShareStatus.Restoring } restored)
                state.Update(ShareTables.Snapshots, restored with { Status = ShareStatus.Available, UpdatedAt = state.Time });
            return Done.Ok;
        }, CancellationToken.None);
        return Done.Ok;
    }

    private async Task<(Result<Done> Done, int Size)> AdoptAsync(Share share, Volume volume, CancellationToken cancellation) =>
        share.Protocol != backend.Features.Protocol ? (ManilaErrors.Invalid($"The protocol is '{share.Protocol}': expected {backend.Features.Protocol}."), 0) :
        share.WorkSource is not { } path || backend.IdOf(path) is null ? (ManilaErrors.Invalid($"'{share.WorkSource}' is no export of this host."), 0) :
        (await backend.AdoptAsync(volume, cancellation)).TryGet(out var size, out var error) ? (Done.Ok, size) : (error, 0);

    private async Task RunAsync(ShareSnapshot snapshot, CancellationToken cancellation)
    {
        var volume = Desired.VolumeOf(store.Current, snapshot);
        var share = store.Current.In(ShareTables.Shares).Find(snapshot.ShareId);
        var done = snapshot.Work switch
        {
            ShareWork.Create when share is null => Error.NotFound("NotFound", $"The share {snapshot.ShareId} is gone."),
            ShareWork.Create => await backend.SnapshotAsync(Desired.VolumeOf(share), volume, cancellation),
            ShareWork.Manage => (await backend.AdoptAsync(volume, cancellation)).Map(_ => default(Done)),
            ShareWork.Unmanage => await backend.ReleaseAsync(volume, cancellation),
            _ => await backend.DeleteAsync(volume, cancellation),
        };
        if (!done.TryGet(out _, out var error))
        {
            await FailAsync(snapshot, error.Message);
            return;
        }
        await store.WriteAsync(Context, state =>
        {
            if (state.In(ShareTables.Snapshots).Find(snapshot.Id) is not { } now || now.Work != snapshot.Work)
                return Done.Ok;
            if (snapshot.Work is ShareWork.Delete or ShareWork.Unmanage)
                Remove(state, now);
            else
                state.Update(ShareTables.Snapshots, now with { Status = ShareStatus.Available, Work = ShareWork.None, WorkSource = null, IsStored = true, UpdatedAt = state.Time });
            return Done.Ok;
        }, CancellationToken.None);
    }

    private async Task FailAsync(Share share, Error error)
    {
        log.WorkFailed(share.Work.ToString(), "share", share.Id, error.Message);
        await store.WriteAsync(Context, state =>
        {
            if (state.In(ShareTables.Shares).Find(share.Id) is not { } now || now.Work != share.Work)
                return Done.Ok;
            state.Update(ShareTables.Shares, now with
            {
                Work = ShareWork.None, WorkSize = 0, WorkSource = null, IsWorkDone = false, UpdatedAt = state.Time,
                Status = share.Work switch
                {
                    ShareWork.Extend => ShareStatus.ExtendingError,
                    ShareWork.Shrink => error.Type == IShareBackend.DataWouldBeLost ? ShareStatus.ShrinkingRefused : ShareStatus.ShrinkingError,
                    ShareWork.Revert => ShareStatus.RevertingError,
                    ShareWork.Manage => ShareStatus.ManageError,
                    ShareWork.Unmanage => ShareStatus.UnmanageError,
                    ShareWork.Delete => ShareStatus.ErrorDeleting,
                    _ => ShareStatus.Error,
                },
            });
            if (share.Work is ShareWork.Revert && state.In(ShareTables.Snapshots).Find(share.WorkSource ?? "") is { Status: ShareStatus.Restoring } snapshot)
                state.Update(ShareTables.Snapshots, snapshot with { Status = ShareStatus.Available });
            UserMessages.Add(state, share, error);
            return Done.Ok;
        });
    }

    private async Task FailAsync(ShareSnapshot snapshot, string reason)
    {
        log.WorkFailed(snapshot.Work.ToString(), "snapshot", snapshot.Id, reason);
        await store.WriteAsync(Context, state =>
        {
            if (state.In(ShareTables.Snapshots).Find(snapshot.Id) is { } now && now.Work == snapshot.Work)
            {
                var status = snapshot.Work switch
                {
                    ShareWork.Delete => ShareStatus.ErrorDeleting,
                    ShareWork.Manage => ShareStatus.ManageError,
                    ShareWork.Unmanage => ShareStatus.UnmanageError,
                    _ => ShareStatus.Error,
                };
                state.Update(ShareTables.Snapshots, now with { Work = ShareWork.None, Status = status, UpdatedAt = state.Time });
            }
            return Done.Ok;
        });
    }

    private static void Remove(Transaction state, Share share)
    {
        foreach (var rule in ShareTables.RulesByOwner.Of(state, share.Id).ToList())
            state.Delete(ShareTables.Rules, rule.Id);
        if (ShareTables.TransferByShare.Find(state, share.Id) is { } transfer)
            state.Delete(ShareTables.Transfers, transfer.Id);
        state.Delete(ShareTables.Shares, share.Id);
    }

    private static void Remove(Transaction state, ShareSnapshot snapshot)
    {
        foreach (var rule in ShareTables.RulesByOwner.Of(state, snapshot.Id).ToList())
            state.Delete(ShareTables.Rules, rule.Id);
        state.Delete(ShareTables.Snapshots, snapshot.Id);
    }
}
