using Microsoft.Data.Sqlite;
using Naru.ObjectStorage.Content;
using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.Requests;
using Naru.ObjectStorage.Versions;
using Naru.Primitives;

namespace Naru.ObjectStorage.Objects;

/// <summary>Puts an object whose bytes have arrived in place, all at once: conditions, quotas, versions, name.</summary>
internal sealed class ObjectPlacement(ObjectIndex index, Contents contents, WriteClock clock)
{
    /// <returns>The object as it is now; on refusal its bytes are thrown away.</returns>
    public Task<Result<StoredObject>> PlaceAsync(StorageRequest request, StoragePath path, Container container, NewObject arrived) =>
        // It may have been removed, or have got other settings, while the bytes were coming.
        PlaceAsync(arrived, writer => writer.Container(container.Id) is { } current
            ? Place(writer, path, current, arrived, present => Refusal(request, present))
            : SwiftErrors.NotFound);

    /// <summary>Likewise on nobody's request, in a container that is made if it is missing.</summary>
    public Task<Result<StoredObject>> PlaceAsync(StoragePath path, NewObject arrived) =>
        PlaceAsync(arrived, writer => Place(writer, path, writer.EnsureContainer(path.Account, path.Container, clock.Next()), arrived, _ => null));

    private async Task<Result<StoredObject>> PlaceAsync(NewObject arrived, Func<IndexWriter, Result<StoredObject>> place)
    {
        var placed = default(Result<StoredObject>);
        try
        {
            placed = await index.WriteAsync(place);
        }
        catch (SqliteException exception) when (ObjectIndex.IsFull(exception))
        {
            placed = SwiftErrors.StorageFull;
        }
        if (placed.Error is not null)
            contents.Discard(arrived.Content);
        return placed;
    }

    private static Error? Refusal(StorageRequest request, StoredObject? present)
    {
        if (present is not null && Conditions.Outcome(request, present.ETag, present.Modified) is not null)
            return SwiftErrors.PreconditionFailed;
        return present is null && request.Header("If-Match") is { Length: > 0 } ? SwiftErrors.PreconditionFailed : null;
    }

    private Result<StoredObject> Place(IndexWriter writer, StoragePath path, Container current, NewObject arrived, Func<StoredObject?, Error?> refusal)
    {
        var present = writer.Object(current.Id, path.Object);
        if (present is not null && present.IsExpired(clock.Now))
        {
            writer.Remove(current.Id, present);
            (present, current) = (null, writer.Container(current.Id)!);
        }
        if (refusal(present) is { } refused)
            return refused;
        if (Quotas.Refusal(writer, current, path.Account, arrived.Item.StoredSize, present) is { } exceeded)
            return exceeded;
        var item = arrived.Item with { Modified = clock.Next() };
        if (arrived.Content.Address is { IsInIndex: true } inline)
            writer.AddBytes(inline.Id, arrived.Content.Inline);
        return ObjectChange.Put(writer, current, item);
    }
}
