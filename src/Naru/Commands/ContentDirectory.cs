namespace Naru.Commands;

/// <summary>Where a service keeps bytes: with the rest of the data, or as long as the process runs when the rest is in memory.</summary>
internal sealed class ContentDirectory : IDisposable
{
    private readonly bool _isTemporary;

    private ContentDirectory(string path, bool isTemporary) => (Path, _isTemporary) = (path, isTemporary);

    public string Path { get; }

    /// <param name="name">Of the directory, and of what is in it.</param>
    public static ContentDirectory Of(string name, string data, Trial trial)
    {
        if (trial.InMemory)
            return new ContentDirectory(Directory.CreateTempSubdirectory($"naru-{name}-").FullName, isTemporary: true);
        return new ContentDirectory(Directory.CreateDirectory(System.IO.Path.Combine(data, name)).FullName, isTemporary: false);
    }

    public void Dispose()
    {
        if (_isTemporary)
            Directory.Delete(Path, recursive: true);
    }
}
