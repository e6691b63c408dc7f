namespace Naru.BlockStorage.Drivers.Rbd;

/// <summary>A pool of a Ceph that keeps volumes.</summary>
/// <remarks>Properties are set and not init, because generated readers give an init property that the file lacks no default.</remarks>
public sealed record RbdOptions
{
    public string Pool { get; set; } = "";

    /// <summary>Who asks Ceph, without <c>client.</c>.</summary>
    public string User { get; set; } = "admin";

    /// <summary>The file that names the monitors, on the server and on the hosts; null: <c>/etc/ceph/ceph.conf</c>.</summary>
    public string? Configuration { get; set; }

    /// <summary>What is wrong, beginning with the option's name; null: nothing.</summary>
    public string? Problem() => Pool.Length == 0 || Pool.AsSpan().IndexOfAny('/', '@') >= 0
        ? $"pool: '{Pool}' is no name of a pool."
        : User.Length == 0 ? "user: it is empty."
        : Configuration is { } path && !Path.IsPathFullyQualified(path) ? $"configuration: '{path}' does not begin with a slash."
        : null;
}
