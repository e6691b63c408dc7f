using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Naru.ObjectStorage.Content;

namespace Naru.ObjectStorage.S3;

/// <summary>Removes from the bucket what nothing needs any more, soon after. Nobody waits for it, and what is still to be done at the end is swept at the next start.</summary>
internal sealed class S3Discards(S3Bucket bucket) : BackgroundService
{
    // More are left for the sweep.
    private const int AtMost = 1 << 20;

    private const int PerRequest = 1000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Channel<string> _ids = Channel.CreateBounded<string>(new BoundedChannelOptions(AtMost) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Add(string id) => _ids.Writer.TryWrite(id);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<string>();
        while (await _ids.Reader.WaitToReadAsync(stoppingToken))
        {
            while (batch.Count < PerRequest && _ids.Reader.TryRead(out var id))
                batch.Add(S3Engine.NameOf(id));
            while (!await DeleteAsync(batch, stoppingToken))
                await Task.Delay(Pause, stoppingToken);
            batch.Clear();
        }
    }

    private async Task<bool> DeleteAsync(IReadOnlyList<string> names, CancellationToken cancellation)
    {
        try
        {
            await bucket.DeleteAsync(names, cancellation);
            return true;
        }
        catch (EngineException)
        {
            return false;
        }
    }
}
