using Naru.Primitives;

namespace Naru.Lab;

/// <summary>Keeps two commands from changing the same lab at once.</summary>
public sealed class LabLock : IDisposable
{
    private readonly FileStream _file;
    private readonly string _path;

    private LabLock(FileStream file, string path) => (_file, _path) = (file, path);

    public static Result<LabLock> Take(LabDirectory directory)
    {
        var path = directory.LockFile;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new LabLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), path);
        }
        catch (IOException)
        {
            return Error.Conflict("LabBusy", $"Another command is changing the lab '{directory.Name}' right now: wait until it has ended.");
        }
    }

    /// <summary>Lets go and removes the file, and the directory of all labs with the last of them: <c>down</c> leaves nothing.</summary>
    public void Dispose()
    {
        File.Delete(_path);
        _file.Dispose();
        try
        {
            Directory.Delete(Path.GetDirectoryName(_path)!);
        }
        catch (IOException)
        {
            // It is not empty: there are labs.
        }
    }
}
