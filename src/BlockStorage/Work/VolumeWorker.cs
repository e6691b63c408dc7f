using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Drivers;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Work;

/// <summary>Does what was accepted: jobs about the same thing one after another, others side by side.</summary>
internal sealed class VolumeWorker(Store store, VolumeBackends backends, IEnumerable<IVolumeWork> works, ILogger<VolumeWorker> log) : BackgroundService
{
    private const int AtOnce = 8;

    private readonly Dictionary<string, IVolumeWork> _works = works.ToDictionary(work => work.Kind);
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    // Jobs say themselves that they have ended, before they wake the loop: their tasks are completed a moment later only.
    private readonly ConcurrentQueue<string> _ended = new();

    // Only the loop touches it.
    private readonly Dictionary<string, (VolumeJob Job, Task Task)> _running = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (store.Current.In(BlockStorageTables.Jobs).Count is > 0 and var waiting)
            log.GoesOn(waiting);
        // Before the first job: nothing else makes bytes.
        await Task.WhenAll(backends.All.Select(backend => Task.Run(() => Sweep(backend), CancellationToken.None)));
        var watching = WatchAsync(stoppingToken);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                Begin(stoppingToken);
                await _wake.Reader.ReadAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // What runs is given up and begun again at the next start.
        }
        await Task.WhenAll([watching, .. _running.Values.Select(running => running.Task)]);
    }

    /// <summary>What a former process has left half made goes.</summary>
    private void Sweep(VolumeBackend backend)
    {
        try
        {
            var swept = backend.Driver.Sweep(bytes => bytes.Kind is BytesKind.Volume
                ? store.Current.In(BlockStorageTables.Volumes).Contains(bytes.Id)
                : store.Current.In(BlockStorageTables.Snapshots).Contains(bytes.Id));
            if (swept > 0)
                log.Swept(swept);
        }
        catch (IOException exception)
        {
            // The volumes of the others are there all the same.
            log.NotSwept(backend.Name, exception.Message);
        }
    }

    private async Task WatchAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await foreach (var commit in store.WatchAsync(store.Current.Revision, cancellation))
                {
                    if (commit.Changes.Any(change => change.Table == BlockStorageTables.Jobs && change.Before is null))
                        _wake.Writer.TryWrite(true);
                }
            }
            catch (RevisionNotRetainedException)
            {
                // So much was written meanwhile that some of it may have been jobs.
                _wake.Writer.TryWrite(true);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Begin(CancellationToken cancellation)
    {
        while (_ended.TryDequeue(out var id))
            _running.Remove(id);
        var taken = _running.Values.SelectMany(running => running.Job.Lanes).ToHashSet();
        foreach (var job in store.Current.In(BlockStorageTables.Jobs).All)
        {
            if (_running.Count >= AtOnce)
                return;
            if (_running.ContainsKey(job.Id))
                continue;
            // A job waits for all before it that share a lane, running or not.
            var isFree = !job.Lanes.Any(taken.Contains);
            taken.UnionWith(job.Lanes);
            if (isFree)
                _running[job.Id] = (job, Task.Run(() => RunAsync(job, cancellation), CancellationToken.None));
        }
    }

    private async Task RunAsync(VolumeJob job, CancellationToken cancellation)
    {
        try
        {
            var work = _works[job.Kind];
            var done = await DoAsync(work, job, cancellation);
            if (cancellation.IsCancellationRequested && !done.Succeeded)
                return;
            await store.WriteAsync(new WriteContext(job.RequestId, job.UserId), state =>
            {
                if (done.TryGet(out var finish, out var error))
                    finish(state);
                else
                    work.Fail(state, job, error);
                state.Delete(BlockStorageTables.Jobs, job.Id);
                return Done.Ok;
            }, CancellationToken.None);
            if (done.Error is { } failure)
                log.JobFailed(job.Kind, job.ResourceId, failure.Message);
            else
                log.JobDone(job.Kind, job.ResourceId);
        }
        finally
        {
            _ended.Enqueue(job.Id);
            _wake.Writer.TryWrite(true);
        }
    }

    private async Task<Result<Action<Transaction>>> DoAsync(IVolumeWork work, VolumeJob job, CancellationToken cancellation)
    {
        try
        {
            return await work.DoAsync(job, store.Current, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new Error(ErrorKind.Unavailable, "Stopping", "The server is stopping.");
        }
        catch (IOException exception) when (DiskErrors.IsFull(exception))
        {
            return new Error(ErrorKind.TooLarge, WorkErrors.DiskFull, "No space is left on the disk of the backend; nothing was changed.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Error(ErrorKind.Unavailable, "Backend", exception.Message);
        }
        catch (Exception exception)
        {
            // Whatever the defect, nothing must stay in a status that nobody ends.
            log.JobBroke(exception, job.Kind, job.ResourceId);
            return new Error(ErrorKind.Unavailable, "Defect", "A defect of the server; its log says more.");
        }
    }
}
