namespace Naru.Agent.Instances.Namespaced;

/// <summary>A file system of an instance.</summary>
/// <param name="Source">A block device of the host; for <c>tmpfs</c>: any word.</param>
/// <param name="Target">A directory inside; empty: the root.</param>
internal sealed record CellMount(string Source, string Target, string Type, string? Options = null)
{
    public bool IsReadOnly { get; init; }
}
