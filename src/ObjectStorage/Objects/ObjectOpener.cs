using System.Text;
using Naru.ObjectStorage.Access;
using Naru.ObjectStorage.Content;
using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.LargeObjects;
using Naru.ObjectStorage.Requests;
using Naru.Primitives;

namespace Naru.ObjectStorage.Objects;

/// <summary>Puts the bytes of an object together: its own, or those of the segments that its manifest names.</summary>
internal sealed class ObjectOpener(ObjectIndex index, Contents contents, ObjectFinder finder)
{
    private const int DeepestManifest = 10;

    /// <summary>The bytes that a reader gets, and their ETag.</summary>
    /// <param name="wantsManifest">The manifest of a large object instead of what it stands for.</param>
    public async Task<Result<OpenedObject>> OpenAsync(StorageRequest request, FoundObject found, bool wantsManifest)
    {
        var item = found.Object;
        if (wantsManifest && item.Kind == ObjectKind.StaticLarge)
            return new OpenedObject(BodyOf([Whole(item)]), item.StoredETag, IsLarge: false);
        if (wantsManifest || (item.Kind == ObjectKind.Plain && item.DynamicManifest is null))
            return new OpenedObject(BodyOf([Whole(item)]), item.ETag, IsLarge: false);
        var parts = new List<ContentPart>();
        if (item.Kind == ObjectKind.StaticLarge)
        {
            return await AddSegmentsAsync(request, found, parts, 0, item.Size, 0) is { } broken
                ? broken
                : new OpenedObject(BodyOf(parts), item.ETag, IsLarge: true);
        }
        return await OpenDynamicAsync(request, found, parts);
    }

    /// <summary>The kept bytes of an object.</summary>
    public async Task<byte[]> ReadKeptAsync(StoredObject item, CancellationToken cancellation)
    {
        using var stream = new MemoryStream();
        await BodyOf([Whole(item)]).CopyToAsync(stream, cancellation);
        return stream.ToArray();
    }

    private ObjectBody BodyOf(IReadOnlyList<ContentPart> parts) => new(parts, index, contents);

    private static ContentPart Whole(StoredObject item) =>
        item.Content is { } content ? new ContentPart(content, default, 0, item.StoredSize) : ContentPart.Of(default);

    private async Task<Error?> AddSegmentsAsync(StorageRequest request, FoundObject found, List<ContentPart> parts, long offset, long length, int depth)
    {
        if (depth >= DeepestManifest)
            return SwiftErrors.Conflict($"Manifests are nested deeper than {DeepestManifest} levels.");
        var end = offset + length;
        long start = 0;
        foreach (var segment in StaticManifest.Read(await ReadKeptAsync(found.Object, request.Cancellation)))
        {
            var (from, to) = (Math.Max(offset, start), Math.Min(end, start + segment.Length));
            if (from < to && await AddAsync(segment, from - start, to - from) is { } broken)
                return broken;
            start += segment.Length;
        }
        return null;

        async Task<Error?> AddAsync(ManifestSegment segment, long at, long count)
        {
            if (segment.Data is { } literal)
            {
                parts.Add(ContentPart.Of(literal).Slice(at, count));
                return null;
            }
            var path = found.Path with { Container = segment.Container, Object = segment.Object };
            if (!finder.Find(request, path, follows: true).TryGet(out var target, out var error))
                return SwiftErrors.Conflict($"The segment {path.Signed} cannot be read: {SwiftErrors.Line(error)}.");
            if (target.Object.ETag != segment.ETag || target.Object.Size != segment.Bytes)
                return SwiftErrors.Conflict($"The segment {path.Signed} has changed since the manifest was made.");
            at += segment.First;
            if (target.Object.Kind == ObjectKind.StaticLarge)
                return await AddSegmentsAsync(request, target, parts, at, count, depth + 1);
            if (target.Object.Content is { } content)
                parts.Add(new ContentPart(content, default, at, count));
            return null;
        }
    }

    private async Task<Result<OpenedObject>> OpenDynamicAsync(StorageRequest request, FoundObject found, List<ContentPart> parts)
    {
        var names = StoragePath.Decode(found.Object.DynamicManifest!.TrimStart('/'))!.Split('/', 2);
        var path = found.Path with { Container = names[0], Object = names[1] };
        // A manifest may stand in for segments that are not there yet.
        if (!finder.Container(request, path, Need.Read).TryGet(out var container, out var error))
            return error.Kind == ErrorKind.NotFound ? new OpenedObject(BodyOf([Whole(found.Object)]), found.Object.ETag, IsLarge: true) : error;
        var md5 = new StringBuilder();
        var range = NameRange.Below(names[1]);
        while (true)
        {
            var page = index.Read(reader => reader.Objects(container.Id, range, Limits.ListingLength));
            foreach (var segment in page)
            {
                md5.Append(segment.ETag);
                var target = new FoundObject(path with { Object = segment.Name }, container, segment);
                if (segment.Kind == ObjectKind.StaticLarge)
                {
                    if (await AddSegmentsAsync(request, target, parts, 0, segment.Size, 1) is { } broken)
                        return broken;
                }
                else if (segment.Content is not null)
                {
                    parts.Add(Whole(segment));
                }
            }
            if (page.Count < Limits.ListingLength)
                break;
            range = range with { Low = page[^1].Name, IncludesLow = false };
        }
        return new OpenedObject(BodyOf(parts), ETags.Of(md5.ToString()), IsLarge: true);
    }
}
