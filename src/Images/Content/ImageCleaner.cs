using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Naru.Images.Documents;
using Naru.Primitives;
using Naru.State;

namespace Naru.Images.Content;

/// <summary>Before the first request: what a former process left half done is undone.</summary>
internal sealed class ImageCleaner(Store store, ImageFiles files, ILogger<ImageCleaner> log) : IHostedService
{
    private static readonly WriteContext Context = new("image-cleaner", "image");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var queued = await store.WriteAsync(Context, state =>
        {
            var broken = state.In(ImageTables.Images).All.Where(IsBroken).ToList();
            foreach (var image in broken)
                state.Update(ImageTables.Images, image.Emptied());
            foreach (var task in state.In(ImageTables.Tasks).All.Where(task => task.Status is ImageTask.Pending or ImageTask.Processing))
                state.Update(ImageTables.Tasks, task with { Status = ImageTask.Failure, Message = "The server ended before the import did." });
            return (Result<int>)broken.Count;
        }, cancellationToken);
        if (queued.Value > 0)
            log.QueuedAgain(queued.Value);
        if (files.Sweep(store.Current) is > 0 and var swept)
            log.Swept(swept);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // What is staged in full waits on.
    private static bool IsBroken(Image image) =>
        image.Status is ImageStatus.Saving or ImageStatus.Importing || image is { Status: ImageStatus.Uploading, Staged: null };
}
