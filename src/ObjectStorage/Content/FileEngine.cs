using System.Globalization;
using Naru.Primitives;

namespace Naru.ObjectStorage.Content;

/// <summary>Bytes in files of this machine.</summary>
internal sealed class FileEngine : IContentEngine
{
    private const int Folders = 256;

    private readonly string _root;
    private readonly ContentIds _ids = new();

    public FileEngine(string root)
    {
        _root = root;
        for (var folder = 0; folder < Folders; folder++)
            Directory.CreateDirectory(Path.Combine(root, folder.ToString("x2", CultureInfo.InvariantCulture)));
        Directories.Sync(root);
    }

    public Task<IContentWriter> BeginAsync(CancellationToken cancellation)
    {
        var id = _ids.Next();
        return Task.FromResult<IContentWriter>(new FileWriter(id, PathOf(id)));
    }

    public Task<Stream?> OpenAsync(string id, long offset, long length, CancellationToken cancellation)
    {
        try
        {
            return Task.FromResult<Stream?>(
                new FileStream(PathOf(id), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: false) { Position = offset });
        }
        catch (FileNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public void Discard(IEnumerable<string> ids)
    {
        foreach (var id in ids)
            File.Delete(PathOf(id));
    }

    public Task<int> SweepAsync(Func<string, bool> isNeeded, CancellationToken cancellation)
    {
        var swept = 0;
        foreach (var file in new DirectoryInfo(_root).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            if (_ids.IsOfThisRun(file.Name) || isNeeded(file.Name))
                continue;
            file.Delete();
            swept++;
        }
        return Task.FromResult(swept);
    }

    private string PathOf(string id) => Path.Combine(_root, id[..2], id);
}
