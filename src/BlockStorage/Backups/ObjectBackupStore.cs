using Naru.ObjectStorage;
using Naru.Primitives;

namespace Naru.BlockStorage.Backups;

/// <summary>Backups as objects of the project that made them, in the container that it named.</summary>
/// <remarks>A place is <c>PROJECT/CONTAINER/ID</c>; its objects are <c>backup_ID/…</c>.</remarks>
internal sealed class ObjectBackupStore(ServiceObjects objects) : IBackupStore
{
    // The name that clients know such a store by.
    public string Name => "cinder.backup.drivers.swift.SwiftBackupDriver";

    public Result<string> PlaceOf(string projectId, string container, string id) => ServiceObjects.IsContainerName(container)
        ? $"{projectId}/{container}/{id}"
        : Error.Invalid($"Invalid input for field/attribute container. Value: {container}: a container's name has no slash and at most 256 octets.");

    public bool Has(string place) => Parse(place) is not null;

    public async Task PutAsync(string place, string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var (project, container, id) = Parsed(place);
        if ((await objects.PutAsync(project, container, NameOf(id, name), bytes, cancellation)).Error is { } error)
            throw new IOException($"the object store refused it: {error.Message}");
    }

    public Task<byte[]?> GetAsync(string place, string name, CancellationToken cancellation)
    {
        var (project, container, id) = Parsed(place);
        return objects.GetAsync(project, container, NameOf(id, name), cancellation);
    }

    public Task DeleteAsync(string place)
    {
        var (project, container, id) = Parsed(place);
        return objects.DeleteAllAsync(project, container, NameOf(id, ""));
    }

    private static string NameOf(string id, string name) => $"backup_{id}/{name}";

    private static (string Project, string Container, string Id) Parsed(string place) => Parse(place) ?? throw new IOException($"'{place}' is no name of a backup.");

    private static (string Project, string Container, string Id)? Parse(string place) =>
        place.Split('/') is [{ Length: > 0 } project, var container, var id] && ServiceObjects.IsContainerName(container) && Guid.TryParseExact(id, "D", out _)
            ? (project, container, id)
            : null;
}
