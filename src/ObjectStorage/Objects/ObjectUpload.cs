using System.Globalization;
using Microsoft.AspNetCore.Http;
using Naru.ObjectStorage.Access;
using Naru.ObjectStorage.Content;
using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.Requests;
using Naru.Primitives;

namespace Naru.ObjectStorage.Objects;

/// <summary>An upload: the bytes go to disk as they come, and the object appears when all of them are durable.</summary>
internal sealed class ObjectUpload(ObjectIndex index, Contents contents, ObjectFinder finder, ObjectPlacement placement, WriteClock clock)
{
    public async Task<Error?> PutAsync(StorageRequest request)
    {
        var http = request.Http;
        if (!finder.Container(request, request.Path, Need.Write).TryGet(out var container, out var error))
            return error;
        if (http.Request.ContentLength is null && !http.Request.Headers.TransferEncoding.Contains("chunked"))
            return SwiftErrors.LengthRequired;
        if (http.Request.ContentLength > Limits.LargestObject)
            return SwiftErrors.TooLarge;
        if (!ObjectSettings.ForCreation(request).TryGet(out var headers, out error)
            || !ObjectSettings.ContentType(request).TryGet(out var type, out error)
            || !ObjectSettings.End(request, clock.Now).TryGet(out var end, out error))
        {
            return error;
        }
        if (Early(request, container) is { } refused)
            return refused;
        if (headers[ObjectSettings.Symlink] is not null)
        {
            if (CheckTarget(request, headers) is { } wrong)
                return wrong;
            type = request.Header("Content-Type") is { Length: > 0 } given ? given : "application/symlink";
        }
        if (!(await ReceiveAsync(request)).TryGet(out var content, out error))
            return error;
        var placed = await placement.PlaceAsync(request, request.Path, container, NewObject.Of(request.Path.Object, content, type, headers, end));
        return placed.TryGet(out var item, out error) ? await AnswerAsync(request, item, container) : error;
    }

    public Task<Error?> AnswerAsync(StorageRequest request, StoredObject item, Container container)
    {
        var response = request.Http.Response;
        response.Set("ETag", item.Kind == ObjectKind.StaticLarge ? $"\"{item.ETag}\"" : item.ETag);
        response.Headers.LastModified = item.Modified.ToHttpDate().ToString("R", CultureInfo.InvariantCulture);
        if (container.KeepsVersions is not null)
            response.Set("X-Object-Version-Id", item.VersionId);
        request.Http.EmptyAsync(StatusCodes.Status201Created);
        return Task.FromResult<Error?>(null);
    }

    // What can be refused before the bytes come is refused before they come; it is decided again when they are there.
    private Error? Early(StorageRequest request, Container container) => index.Read(reader =>
    {
        var present = reader.Object(container.Id, request.Path.Object) is { } item && !item.IsExpired(clock.Now) ? item : null;
        if (present is not null && Conditions.Outcome(request, present.ETag, present.Modified) is not null)
            return SwiftErrors.PreconditionFailed;
        return Quotas.Refusal(reader, container, request.Path.Account, request.Http.Request.ContentLength ?? 0, present);
    });

    private Error? CheckTarget(StorageRequest request, HeaderMap headers)
    {
        if (headers[ObjectSettings.SymlinkETag] is not { } etag)
            return null;
        var account = headers[ObjectSettings.SymlinkAccount] ?? request.Path.Account;
        if (!StoragePath.ParseTarget(account, headers[ObjectSettings.Symlink]!, ObjectSettings.Symlink).TryGet(out var path, out var error))
            return error;
        if (!finder.Find(request, path, follows: false).TryGet(out var target, out _))
            return SwiftErrors.Conflict("X-Symlink-Target does not exist");
        return target.Object.ETag == etag.Trim('"') ? null : SwiftErrors.Conflict($"Object Etag '{target.Object.ETag}' does not match X-Symlink-Target-Etag header '{etag}'");
    }

    private async Task<Result<StoredContent>> ReceiveAsync(StorageRequest request)
    {
        Result<StoredContent> received;
        try
        {
            received = await contents.ReceiveAsync(request.Http.Request.Body, Limits.LargestObject, request.Cancellation);
        }
        catch (Exception exception) when (exception is BadHttpRequestException or OperationCanceledException or IOException)
        {
            return SwiftErrors.ClientGone;
        }
        if (!received.TryGet(out var content, out var error))
            return error;
        if (request.Header("ETag") is { Length: > 0 } etag && !string.Equals(etag.Trim('"'), content.ETag, StringComparison.OrdinalIgnoreCase))
        {
            contents.Discard(content);
            return SwiftErrors.Unprocessable($"The ETag '{etag}' is not the MD5 of what arrived, '{content.ETag}'.");
        }
        return content;
    }
}
