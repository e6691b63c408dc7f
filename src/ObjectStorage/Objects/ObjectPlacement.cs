using Microsoft.Data.Sqlite;
using Naru.ObjectStorage.Content;
using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.Requests;
using Naru.ObjectStorage.Versions;
using Naru.Primitives;

namespace Naru.ObjectStorage.Objects;

/// <summary>Puts an object whose bytes have arrived in place, all at once: conditions, quotas, versions, name.</summary>
internal sealed class ObjectPlacement(ObjectIndex index, ContentFiles files, WriteClock clock)
{
    /// <returns>The object as it is now; on refusal its bytes are thrown away.</returns>
    public async Task<Result<StoredObject>> PlaceAsync(StorageRequest request, StoragePath path, Container container, NewObject arrived)
    {
        var placed = default(Result<StoredObject>);
        try
        {
            placed = await index.WriteAsync(writer => Place(writer, request, path, container, arrived));
        }
        catch (SqliteException exception) when (ObjectIndex.IsFull(exception))
        {
            placed = SwiftErrors.StorageFull;
        }
        if (placed.Error is not null && arrived.Content.Address is { IsInIndex: false } file)
            files.Discard([file.Id]);
        return placed;
    }

    private Result<StoredObject> Place(IndexWriter writer, StorageRequest request, StoragePath path, Container container, NewObject arrived)
    {
        // It may have been removed, or have got other settings, while the bytes were coming.
        if (writer.Container(container.Id) is not { } current)
            return SwiftErrors.NotFound;
        var present = writer.Object(current.Id, path.Object);
        if (present is not null && present.IsExpired(clock.Now))
        {
            writer.Remove(current.Id, present);
            (present, current) = (null, writer.Container(current.Id)!);
        }
        if (present is not null && Conditions.Outcome(request, present.ETag, present.Modified) is not null)
            return SwiftErrors.PreconditionFailed;
        if (present is null && request.Header("If-Match") is { Length: > 0 })
            return SwiftErrors.PreconditionFailed;
        if (Quotas.Refusal(writer, current, path.Account, arrived.Item.StoredSize, present) is { } exceeded)
            return exceeded;
        var item = arrived.Item with { Modified = clock.Next() };
        if (arrived.Content.Address is { IsInIndex: true } inline)
            writer.AddBytes(inline.Id, arrived.Content.Inline);
        return ObjectChange.Put(writer, current, item);
    }
}
