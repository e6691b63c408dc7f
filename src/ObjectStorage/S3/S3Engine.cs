using System.Text;
using Naru.ObjectStorage.Content;

namespace Naru.ObjectStorage.S3;

/// <summary>Bytes in a bucket of a store that speaks S3, such as Ceph's RADOS Gateway.</summary>
/// <remarks>
/// What the index does not name is removed. An index that is not the one of these bytes would remove them all, and so the bucket says whose it
/// is: nothing is written or removed before that was read.
/// </remarks>
/// <param name="owner">The id of the index.</param>
internal sealed class S3Engine(S3Bucket bucket, S3Discards discards, string owner) : IContentEngine, IDisposable
{
    private const string Folder = "contents/";
    private const string OwnerName = "owner";

    private readonly ContentIds _ids = new();
    private readonly SemaphoreSlim _taking = new(1, 1);
    private bool _isTaken;

    public static string NameOf(string id) => Folder + id;

    public void Dispose() => _taking.Dispose();

    public async Task<IContentWriter> BeginAsync(CancellationToken cancellation)
    {
        await TakeAsync(cancellation);
        var id = _ids.Next();
        return new S3Writer(id, NameOf(id), bucket, discards);
    }

    public Task<Stream?> OpenAsync(string id, long offset, long length, CancellationToken cancellation) => bucket.OpenAsync(NameOf(id), offset, length, cancellation);

    public void Discard(IEnumerable<string> ids)
    {
        foreach (var id in ids)
            discards.Add(id);
    }

    public async Task<int> SweepAsync(Func<string, bool> isNeeded, CancellationToken cancellation)
    {
        await TakeAsync(cancellation);
        var swept = 0;
        await foreach (var page in bucket.NamesAsync(Folder, cancellation))
        {
            var left = page.Where(name => !_ids.IsOfThisRun(name) && !isNeeded(name[Folder.Length..])).ToList();
            if (left.Count > 0)
                await bucket.DeleteAsync(left, cancellation);
            swept += left.Count;
        }
        while ((await bucket.UnfinishedAsync(Folder, cancellation)).Where(upload => !_ids.IsOfThisRun(upload.Name)).ToList() is { Count: > 0 } unfinished)
        {
            foreach (var (name, upload) in unfinished)
                await bucket.AbortAsync(name, upload, cancellation);
            swept += unfinished.Count;
        }
        return swept;
    }

    private async Task TakeAsync(CancellationToken cancellation)
    {
        if (Volatile.Read(ref _isTaken))
            return;
        await _taking.WaitAsync(cancellation);
        try
        {
            if (await OwnerAsync(cancellation) is var found && found != owner)
                throw new EngineException($"The bucket belongs to the index {found}, and this one is {owner}: give it a bucket or a prefix of its own.");
            Volatile.Write(ref _isTaken, true);
        }
        finally
        {
            _taking.Release();
        }
    }

    private async Task<string> OwnerAsync(CancellationToken cancellation)
    {
        var (found, hasBucket) = await bucket.ReadAsync(OwnerName, cancellation);
        if (found is not null)
            return found;
        if (!hasBucket)
            await bucket.MakeAsync(cancellation);
        await bucket.PutAsync(OwnerName, Encoding.UTF8.GetBytes(owner), cancellation);
        // Of two that come at the same time, the later one has it.
        return (await bucket.ReadAsync(OwnerName, cancellation)).Text ?? "";
    }
}
