using System.Security.Cryptography;
using System.Text;

namespace Naru.Agent.Instances;

/// <summary>Where a host keeps its instances: a directory each, named by its id, and one for images.</summary>
internal sealed class InstanceDirectory
{
    private const int DigestLength = 8;
    private const string MarkFile = "mark";

    private readonly string _path;

    public InstanceDirectory(string path)
    {
        _path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        Directory.CreateDirectory(_path);
        // Disks of others are nobody else's.
        File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Images => $"{_path}/images";

    /// <summary>What the host's things of the whole machine, such as control groups, have in their names: hosts of several clouds may share a machine, and be called alike.</summary>
    /// <remarks>It is written down, so that they are found again when the host's name or the directory's is another one.</remarks>
    /// <param name="hasInstances">Whether things with a mark are there already: those of an agent that wrote none down, and had the host's name only or it and the directory's.</param>
    public string MarkOf(string host, Func<string, bool> hasInstances)
    {
        var file = $"{_path}/{MarkFile}";
        if (!File.Exists(file))
        {
            var mark = $"{host}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_path)))[..DigestLength]}";
            var draft = $"{file}.new";
            File.WriteAllText(draft, hasInstances(host) && !hasInstances(mark) ? host : mark);
            File.Move(draft, file);
        }
        return File.ReadAllText(file);
    }

    public InstanceFiles Of(string id) => new($"{_path}/{id}");

    /// <summary>The instance that a file belongs to; null: none.</summary>
    public string? OwnerOf(string file) =>
        file.StartsWith($"{_path}/", StringComparison.Ordinal) && file[(_path.Length + 1)..].Split('/')[0] is var name && Guid.TryParse(name, out _) ? name : null;

    /// <summary>Those of which something is there.</summary>
    public IEnumerable<string> Instances() =>
        Directory.EnumerateDirectories(_path).Select(path => Path.GetFileName(path)).Where(name => Guid.TryParse(name, out _)).ToList();
}
