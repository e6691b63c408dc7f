namespace Naru.Commands;

/// <summary>Where objects are kept: with the rest of the data, or as long as the process runs when the rest is in memory.</summary>
internal sealed class ObjectDirectory : IDisposable
{
    private readonly bool _isTemporary;

    private ObjectDirectory(string path, bool isTemporary) => (Path, _isTemporary) = (path, isTemporary);

    public string Path { get; }

    public static ObjectDirectory Of(string data, Trial trial)
    {
        if (trial.InMemory)
            return new ObjectDirectory(Directory.CreateTempSubdirectory("naru-objects-").FullName, isTemporary: true);
        return new ObjectDirectory(Directory.CreateDirectory(System.IO.Path.Combine(data, "objects")).FullName, isTemporary: false);
    }

    public void Dispose()
    {
        if (_isTemporary)
            Directory.Delete(Path, recursive: true);
    }
}
