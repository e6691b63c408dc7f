using Naru.ObjectStorage.Access;
using Naru.ObjectStorage.Content;
using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.Objects;
using Naru.ObjectStorage.Requests;
using Naru.ObjectStorage.Versions;
using Naru.Primitives;

namespace Naru.ObjectStorage;

/// <summary>Objects that another service keeps for a project in the project's own account, where its users see them and may remove them.</summary>
public sealed class ServiceObjects
{
    private const int AtOnce = 256;

    private readonly ObjectIndex _index;
    private readonly Contents _contents;
    private readonly ObjectPlacement _placement;
    private readonly ObjectOpener _opener;
    private readonly WriteClock _clock;

    internal ServiceObjects(ObjectIndex index, Contents contents, ObjectPlacement placement, ObjectOpener opener, WriteClock clock) =>
        (_index, _contents, _placement, _opener, _clock) = (index, contents, placement, opener, clock);

    /// <summary>Whether a container may be called so: UTF-8 of at most 256 octets without a slash.</summary>
    public static bool IsContainerName(string name) =>
        name.Length > 0 && name.AsSpan().IndexOfAny('/', '\0') < 0 && System.Text.Encoding.UTF8.GetByteCount(name) <= Limits.ContainerName;

    /// <summary>Puts an object in place, whole and durable; its container is made if it is missing.</summary>
    public async Task<Result<Done>> PutAsync(string projectId, string container, string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        if (!(await _contents.ReceiveAsync(bytes.ToArray(), cancellation)).TryGet(out var content, out var error))
            return error;
        var path = PathOf(projectId, container, name);
        return (await _placement.PlaceAsync(path, NewObject.Of(name, content, "application/octet-stream", HeaderMap.Empty, end: null))).Map(_ => default(Done));
    }

    /// <returns>The bytes of an object; null when it is not there.</returns>
    public async Task<byte[]?> GetAsync(string projectId, string container, string name, CancellationToken cancellation)
    {
        var item = _index.Read(reader => reader.Find(PathOf(projectId, container, name)) is { Container: { } found } ? reader.Object(found.Id, name) : null);
        try
        {
            return item is null ? null : await _opener.ReadKeptAsync(item, cancellation);
        }
        catch (ContentGoneException)
        {
            return null;
        }
    }

    /// <summary>Removes all objects of a container whose names begin so; that there are none is fine.</summary>
    public async Task DeleteAllAsync(string projectId, string container, string prefix)
    {
        var range = NameRange.Below(prefix);
        var removed = AtOnce;
        while (removed == AtOnce)
        {
            removed = (await _index.WriteAsync<int>(writer =>
            {
                if (writer.Find(PathOf(projectId, container, prefix)).Container is not { } found)
                    return 0;
                var page = writer.Objects(found.Id, range, AtOnce);
                foreach (var item in page)
                {
                    if (ObjectChange.Delete(writer, found, item, _clock.Next()).Error is { } refused)
                        return refused;
                }
                return page.Count;
            })).Unwrap();
        }
    }

    private static StoragePath PathOf(string projectId, string container, string name) => new(Permissions.AccountPrefix + projectId, container, name);
}
