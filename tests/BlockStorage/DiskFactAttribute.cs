namespace Naru.BlockStorage.Specs;

/// <summary>A test that mounts a file system of its own.</summary>
public sealed class DiskFactAttribute : FactAttribute
{
    public DiskFactAttribute(string? program = null) => Skip =
        !Environment.IsPrivilegedProcess ? "needs root"
        : program is not null && !File.Exists($"/usr/sbin/{program}") && !File.Exists($"/usr/bin/{program}") ? $"needs {program}"
        : null;
}
