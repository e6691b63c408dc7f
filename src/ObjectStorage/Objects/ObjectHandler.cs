using Microsoft.AspNetCore.Http;
using Naru.ObjectStorage.Access;
using Naru.ObjectStorage.Bulk;
using Naru.ObjectStorage.Content;
using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.LargeObjects;
using Naru.ObjectStorage.Requests;
using Naru.ObjectStorage.Versions;
using Naru.ObjectStorage.Websites;
using Naru.Primitives;

namespace Naru.ObjectStorage.Objects;

/// <summary>Requests for an object.</summary>
internal sealed class ObjectHandler(
    ObjectIndex index, WriteClock clock, ObjectFinder finder, ObjectOpener opener, ObjectUpload upload, ObjectCopy copy, StaticUpload manifests,
    BulkDelete bulkDelete, Website website)
{
    private const int MostAttempts = 5;

    public async Task HandleAsync(StorageRequest request)
    {
        var answer = request.Method switch
        {
            "GET" or "HEAD" => ReadAsync(request),
            "PUT" => PutAsync(request),
            "POST" => UpdateAsync(request),
            "DELETE" => DeleteAsync(request),
            "COPY" => copy.ToDestinationAsync(request),
            _ => Task.FromResult<Error?>(SwiftErrors.MethodNotAllowed),
        };
        if (await answer is { } error && !await website.AnswersAsync(request, error))
            await request.Http.RefuseAsync(error, request.Path.Account);
    }

    private async Task<Error?> ReadAsync(StorageRequest request)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ReadOnceAsync(request);
            }
            catch (ContentGoneException) when (attempt < MostAttempts && !request.Http.Response.HasStarted)
            {
                // It was replaced between being found and being opened: what is there now is read.
                foreach (var header in request.Http.Response.Headers.Keys.Where(name => !name.EndsWith("-Id", StringComparison.OrdinalIgnoreCase)).ToList())
                    request.Http.Response.Headers.Remove(header);
            }
        }
    }

    private async Task<Error?> ReadOnceAsync(StorageRequest request)
    {
        if (!finder.Find(request, request.Path, follows: request.Query("symlink") != "get").TryGet(out var found, out var error))
            return error;
        if (!(await opener.OpenAsync(request, found, request.Query("multipart-manifest") == "get")).TryGet(out var opened, out error))
            return error;
        if (request.Query("multipart-manifest") == "get" && found.Object.Kind == ObjectKind.StaticLarge)
            return await WriteManifestAsync(request, found, opened);
        await ObjectAnswer.WriteAsync(request, found, opened);
        return null;
    }

    private async Task<Error?> WriteManifestAsync(StorageRequest request, FoundObject found, OpenedObject opened)
    {
        if (request.Query("format") == "raw")
        {
            await request.Http.TextAsync(StatusCodes.Status200OK, "application/json; charset=utf-8", StaticManifest.ToRaw(await opener.ReadKeptAsync(found.Object, request.Cancellation)));
            return null;
        }
        await ObjectAnswer.WriteAsync(request, found with { Object = found.Object with { ContentType = "application/json; charset=utf-8" } }, opened);
        return null;
    }

    private Task<Error?> PutAsync(StorageRequest request) =>
        request.HasQuery("version-id") ? RestoreAsync(request)
        : request.Header("X-Copy-From") is { Length: > 0 } ? copy.FromSourceAsync(request)
        : request.Query("multipart-manifest") == "put" ? manifests.PutAsync(request)
        : upload.PutAsync(request);

    private async Task<Error?> RestoreAsync(StorageRequest request)
    {
        if (!finder.Container(request, request.Path, Need.Write).TryGet(out var container, out var error))
            return error;
        if (request.HasBody)
            return SwiftErrors.Bad("A version is restored by a request without a body.");
        if (ObjectFinder.VersionNumber(request.Query("version-id")!) is not { } version)
            return SwiftErrors.Bad($"Invalid version-id '{request.Query("version-id")}'.");
        var restored = await index.WriteAsync(writer => writer.Container(container.Id) is { } present
            ? ObjectChange.Restore(writer, present, request.Path.Object, version)
            : SwiftErrors.NotFound);
        return restored.TryGet(out var item, out error) ? await upload.AnswerAsync(request, item, container) : error;
    }

    private async Task<Error?> UpdateAsync(StorageRequest request)
    {
        if (!finder.Container(request, request.Path, Need.Write).TryGet(out var container, out var error))
            return error;
        var updated = await index.WriteAsync<StoredObject>(writer =>
        {
            if (writer.Object(container.Id, request.Path.Object) is not { } present || present.IsExpired(clock.Now))
                return SwiftErrors.NotFound;
            if (!ObjectSettings.ForUpdate(request, present.Headers).TryGet(out var headers, out var wrong)
                || !ObjectSettings.End(request, clock.Now).TryGet(out var end, out wrong))
            {
                return wrong;
            }
            var type = request.Header("Content-Type") is { Length: > 0 } given ? given : present.ContentType;
            var item = present with { Headers = headers, DeleteAt = end, ContentType = type, Modified = clock.Next() };
            writer.Save(container.Id, item);
            return item;
        });
        if (!updated.TryGet(out var saved, out error))
            return error;
        if (saved.SymlinkTarget is { } target
            && StoragePath.ParseTarget(saved.Headers[ObjectSettings.SymlinkAccount] ?? request.Path.Account, target, ObjectSettings.Symlink).TryGet(out var path, out _))
        {
            request.Http.Response.Headers.Location = ObjectStorageRegistration.Root + ObjectAnswer.UrlPath(path);
            await request.Http.EmptyAsync(StatusCodes.Status307TemporaryRedirect);
            return null;
        }
        await request.Http.EmptyAsync(StatusCodes.Status202Accepted);
        return null;
    }

    private async Task<Error?> DeleteAsync(StorageRequest request)
    {
        if (request.Query("multipart-manifest") == "delete")
            return await bulkDelete.DeleteLargeAsync(request);
        if (!finder.Container(request, request.Path, Need.Write).TryGet(out var container, out var error))
            return error;
        var deleted = await index.WriteAsync(writer => Delete(writer, request, container));
        if (!deleted.TryGet(out var marker, out error))
            return error;
        if (marker.Length > 0)
            request.Http.Response.Set("X-Object-Version-Id", marker);
        await request.Http.EmptyAsync(StatusCodes.Status204NoContent);
        return null;
    }

    private Result<string> Delete(IndexWriter writer, StorageRequest request, Container container)
    {
        if (writer.Container(container.Id) is not { } current)
            return SwiftErrors.NotFound;
        var name = request.Path.Object;
        if (request.Query("version-id") is { } versionId)
        {
            if (ObjectFinder.VersionNumber(versionId) is not { } version)
                return SwiftErrors.Bad($"Invalid version-id '{versionId}'.");
            return ObjectChange.DeleteVersion(writer, current, name, version).Map(_ => versionId);
        }
        if (writer.Object(container.Id, name) is not { } present || present.IsExpired(clock.Now))
            return SwiftErrors.NotFound;
        if (Conditions.Outcome(request, present.ETag, present.Modified) is not null)
            return SwiftErrors.PreconditionFailed;
        return ObjectChange.Delete(writer, current, present, clock.Next()).Map(marker => marker ?? "");
    }
}
