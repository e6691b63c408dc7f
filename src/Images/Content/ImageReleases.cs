using Microsoft.Extensions.Hosting;
using Naru.Images.Documents;
using Naru.State;

namespace Naru.Images.Content;

/// <summary>Removes the data of images that a write of another service has deleted.</summary>
/// <remarks>What it misses because the server ends is removed by the next start's <see cref="ImageCleaner"/>.</remarks>
internal sealed class ImageReleases(Store store, ImageFiles files) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var seen = store.Current.Revision;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var commit in store.WatchAsync(seen, stoppingToken))
                {
                    seen = commit.Revision;
                    foreach (var change in commit.Changes)
                    {
                        if (change is { Before: Image deleted, After: null })
                            await files.ReleaseAsync(store, deleted);
                    }
                }
            }
            catch (RevisionNotRetainedException)
            {
                seen = store.Current.Revision;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The server ends.
            }
        }
    }
}
