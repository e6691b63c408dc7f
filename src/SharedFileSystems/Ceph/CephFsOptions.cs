namespace Naru.SharedFileSystems.Ceph;

/// <summary>A file system of Ceph that keeps shares.</summary>
/// <remarks>Properties are set and not init, because generated readers give an init property that the file lacks no default.</remarks>
public sealed record CephFsOptions
{
    /// <summary>As <c>ceph fs ls</c> names it.</summary>
    public string FileSystem { get; set; } = "";

    /// <summary>The subvolume group whose subvolumes are shares; it is made if it is missing.</summary>
    public string Group { get; set; } = "naru";

    /// <summary>Who asks Ceph, without <c>client.</c>.</summary>
    public string User { get; set; } = "admin";

    /// <summary>The file that names the monitors; null: <c>/etc/ceph/ceph.conf</c>.</summary>
    public string? Configuration { get; set; }

    /// <summary>What is wrong, beginning with the option's name; null: nothing.</summary>
    public string? Problem() =>
        !IsName(FileSystem) ? $"fileSystem: '{FileSystem}' is no name of a file system of Ceph."
        : !IsName(Group) || Group[0] == '_' ? $"group: '{Group}' is no name of a subvolume group: expected letters, digits, '-', '_' and '.', of which the first is none of these three."
        : User.Length == 0 ? "user: it is empty."
        : Configuration is { } path && !Path.IsPathFullyQualified(path) ? $"configuration: '{path}' does not begin with a slash."
        : null;

    private static bool IsName(string name) => name.Length > 0 && name[0] is not ('-' or '.') && name.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_' or '.');
}
