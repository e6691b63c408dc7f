using System.Globalization;
using Naru.ObjectStorage.Access;
using Naru.ObjectStorage.Content;
using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.Requests;
using Naru.Primitives;

namespace Naru.ObjectStorage.Objects;

/// <summary>Copies on the server: <c>COPY</c> with a Destination, or <c>PUT</c> with <c>X-Copy-From</c>.</summary>
/// <remarks>A large object becomes one plain object, unless its manifest is what is copied.</remarks>
internal sealed class ObjectCopy(Contents contents, ObjectFinder finder, ObjectOpener opener, ObjectPlacement placement, ObjectUpload upload, WriteClock clock)
{
    public async Task<Error?> ToDestinationAsync(StorageRequest request)
    {
        if (request.Header("Destination") is not { Length: > 0 } destination)
            return SwiftErrors.Precondition("Destination header required");
        var account = request.Header("Destination-Account") is { Length: > 0 } other ? other : request.Path.Account;
        return StoragePath.ParseTarget(account, destination, "Destination").TryGet(out var target, out var error)
            ? await CopyAsync(request, request.Path, target)
            : error;
    }

    public async Task<Error?> FromSourceAsync(StorageRequest request)
    {
        if (request.Http.Request.ContentLength is > 0)
            return SwiftErrors.Bad("Copy requests require a zero byte body");
        var account = request.Header("X-Copy-From-Account") is { Length: > 0 } other ? other : request.Path.Account;
        var from = request.Header("X-Copy-From")!;
        var query = from.IndexOf('?', StringComparison.Ordinal);
        return StoragePath.ParseTarget(account, query < 0 ? from : from[..query], "X-Copy-From").TryGet(out var source, out var error)
            ? await CopyAsync(request, source, request.Path)
            : error;
    }

    private async Task<Error?> CopyAsync(StorageRequest request, StoragePath source, StoragePath target)
    {
        var wantsManifest = request.Query("multipart-manifest") == "get";
        if (!finder.Find(request, source, follows: request.Query("symlink") != "get").TryGet(out var found, out var error)
            || !finder.Container(request with { IsSigned = false }, target, Need.Write).TryGet(out var container, out error)
            || !(await opener.OpenAsync(request, found, wantsManifest)).TryGet(out var opened, out error))
        {
            return error;
        }
        if (opened.Body.Length > Limits.LargestObject)
            return SwiftErrors.TooLarge;
        if (Conditions.Outcome(request, opened.ETag, found.Object.Modified) is not null)
            return SwiftErrors.PreconditionFailed;
        if (!ObjectSettings.ForCreation(request).TryGet(out var given, out error) || !ObjectSettings.End(request, clock.Now).TryGet(out var end, out error))
            return error;

        StoredContent content;
        await using (var bytes = opened.Body.ToStream())
        {
            if (!(await contents.ReceiveAsync(bytes, Limits.LargestObject, request.Cancellation)).TryGet(out content!, out error))
                return error;
        }
        var isFresh = StorageRequest.IsTrue(request.Header("X-Fresh-Metadata"));
        var type = request.Header("Content-Type") is { Length: > 0 } named && !named.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal)
            ? named
            : found.Object.ContentType;
        var arrived = NewObject.Of(target.Object, content, type, Headers(found.Object, given, isFresh, opened.IsLarge), end ?? (isFresh ? null : found.Object.DeleteAt));
        if (wantsManifest && found.Object.Kind == ObjectKind.StaticLarge)
            arrived = arrived with { Item = arrived.Item with { Kind = ObjectKind.StaticLarge, Size = found.Object.Size, ETag = found.Object.ETag } };
        var placed = await placement.PlaceAsync(request, target, container, arrived);
        if (!placed.TryGet(out var item, out error))
            return error;
        Describe(request, source, found, item);
        return await upload.AnswerAsync(request, item, container);
    }

    private static HeaderMap Headers(StoredObject source, HeaderMap given, bool isFresh, bool wasLarge)
    {
        var headers = isFresh ? HeaderMap.Empty : source.Headers;
        if (wasLarge)
            headers = headers.Without("X-Object-Manifest");
        foreach (var (name, value) in given)
            headers = headers.With(name, value);
        return headers;
    }

    private static void Describe(StorageRequest request, StoragePath source, FoundObject found, StoredObject copied)
    {
        var response = request.Http.Response;
        response.Set("X-Copied-From", string.Join('/', $"{source.Container}/{source.Object}".Split('/').Select(Uri.EscapeDataString)));
        response.Set("X-Copied-From-Account", source.Account);
        response.Set("X-Copied-From-Last-Modified", found.Object.Modified.ToHttpDate().ToString("R", CultureInfo.InvariantCulture));
        response.SetAll(copied.Headers.Where(ObjectSettings.IsUserMetadata));
    }
}
