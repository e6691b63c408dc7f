using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Naru.Images.Content;
using Naru.Images.Documents;
using Naru.Primitives;
using Naru.Rest.Style;
using Naru.State;

namespace Naru.Images.Import;

/// <summary>Does the imports that were accepted, one after another.</summary>
internal sealed class ImportWorker(Store store, ImageFiles files, ImageData data, WebSource web, ILogger<ImportWorker> log) : BackgroundService
{
    private readonly Channel<ImportJob> _jobs = Channel.CreateBounded<ImportJob>(new BoundedChannelOptions(Limits.WaitingImports) { SingleReader = true });

    /// <returns>False when too many wait already.</returns>
    public bool TryAdd(ImportJob job) => _jobs.Writer.TryWrite(job);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var job in _jobs.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await ReportAsync(job, ImageTask.Processing, "");
                var error = (await ImportAsync(job, stoppingToken)).Error;
                if (error is not null)
                    await FailAsync(job, error.Message);
                await ReportAsync(job, error is null ? ImageTask.Success : ImageTask.Failure, error?.Message ?? "");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                await FailAsync(job, exception.Message);
                await ReportAsync(job, ImageTask.Failure, exception.Message);
            }
        }
    }

    private async Task<Result<Image>> ImportAsync(ImportJob job, CancellationToken cancellation)
    {
        if (store.Current.In(ImageTables.Images).Find(job.ImageId) is not { Status: ImageStatus.Importing } image)
            return GlanceErrors.NotFound(job.ImageId);
        if (job.Source is null)
        {
            return image.Staged is { } staged
                ? await data.ActivateAsync(job.Context, image, staged, ImageStatus.Importing)
                : GlanceErrors.Conflict($"No data of image {image.Id} are staged.");
        }
        return (await web.FetchAsync(job.Source, cancellation)).TryGet(out var fetched, out var error)
            ? await data.ActivateAsync(job.Context, image, fetched, ImageStatus.Importing)
            : error;
    }

    private async Task FailAsync(ImportJob job, string reason)
    {
        log.ImportFailed(job.ImageId, reason);
        var staged = store.Current.In(ImageTables.Images).Find(job.ImageId)?.Staged;
        await store.WriteAsync(job.Context, state =>
        {
            if (state.In(ImageTables.Images).Find(job.ImageId) is { Status: ImageStatus.Importing or ImageStatus.Queued } image)
                state.Update(ImageTables.Images, image.Emptied() with { HasFailedImport = true, UpdatedAt = Times.ToSecond(state.Time) });
            return Done.Ok;
        });
        if (staged is not null)
            files.Discard(staged.File);
    }

    private Task<Result<Done>> ReportAsync(ImportJob job, string status, string message) => store.WriteAsync(job.Context, state =>
    {
        if (state.In(ImageTables.Tasks).Find(job.TaskId) is { } task)
            state.Update(ImageTables.Tasks, task with { Status = status, Message = message, UpdatedAt = Times.ToSecond(state.Time) });
        return Done.Ok;
    });
}
