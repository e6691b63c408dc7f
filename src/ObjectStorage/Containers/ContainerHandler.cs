using Microsoft.AspNetCore.Http;
using Naru.ObjectStorage.Access;
using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.Listings;
using Naru.ObjectStorage.Requests;
using Naru.ObjectStorage.Versions;
using Naru.ObjectStorage.Websites;
using Naru.Primitives;

namespace Naru.ObjectStorage.Containers;

/// <summary>Requests for a container: its objects, its metadata and its access lists.</summary>
internal sealed class ContainerHandler(ObjectIndex index, WriteClock clock, Website website)
{
    public async Task HandleAsync(StorageRequest request)
    {
        var answer = request.Method switch
        {
            "GET" or "HEAD" => ShowAsync(request),
            "PUT" => CreateAsync(request),
            "POST" => UpdateAsync(request),
            "DELETE" => RemoveAsync(request),
            _ => Task.FromResult<Error?>(SwiftErrors.MethodNotAllowed),
        };
        if (await answer is { } error && !await website.AnswersAsync(request, error))
            await request.Http.RefuseAsync(error, request.Path.Account);
    }

    private async Task<Error?> ShowAsync(StorageRequest request)
    {
        var (account, container) = index.Read(reader => reader.Find(request.Path));
        if (Permissions.Refusal(request, account, container, Need.List) is { } refused)
            return refused;
        if (container is null)
            return SwiftErrors.NotFound;
        if (website.Serves(request, container))
            return SwiftErrors.NotFound;
        if (!ListingFormats.Of(request).TryGet(out var format, out var error) || !ListingQuery.Of(request).TryGet(out var query, out error))
            return error;
        Describe(request, container);
        if (request.IsHead)
        {
            request.Http.Response.StatusCode = StatusCodes.Status204NoContent;
            request.Http.Response.ContentType = format.ContentType();
            return null;
        }
        if (request.HasQuery("versions"))
        {
            await VersionListing.WriteAsync(request.Http, format, container, query, index);
            return null;
        }
        var entries = Listing.Collect(query, item => item.Name, (range, limit) => index.Read(reader => reader.Objects(container.Id, range, limit)));
        await ListingWriter.WriteAsync(request.Http, format, entries, ("container", container.Name), "object", item => item.Name, ObjectFields.Of);
        return null;
    }

    private async Task<Error?> CreateAsync(StorageRequest request)
    {
        if (Permissions.Refusal(request, index.Read(reader => reader.Account(request.Path.Account)), null, Need.Own) is { } refused)
            return refused;
        if (ContainerSettings.Check(request) is { } malformed)
            return malformed;
        var created = await index.WriteAsync<bool>(writer =>
        {
            var now = clock.Next();
            var account = writer.Account(request.Path.Account) ?? writer.AddAccount(request.Path.Account, now, HeaderMap.Empty);
            var present = writer.Container(account.Id, request.Path.Container);
            if (!ContainerSettings.Merge(present?.Headers ?? HeaderMap.Empty, request).TryGet(out var headers, out var error))
                return error;
            if (present is null)
                writer.AddContainer(account.Id, request.Path.Container, now, headers);
            else
                writer.Save(present with { Headers = headers, Modified = now });
            return present is null;
        });
        if (!created.TryGet(out var isNew, out var failed))
            return failed;
        await request.Http.EmptyAsync(isNew ? StatusCodes.Status201Created : StatusCodes.Status202Accepted);
        return null;
    }

    private async Task<Error?> UpdateAsync(StorageRequest request)
    {
        var (account, container) = index.Read(reader => reader.Find(request.Path));
        if (Permissions.Refusal(request, account, container, Need.Own) is { } refused)
            return refused;
        if (ContainerSettings.Check(request) is { } malformed)
            return malformed;
        var updated = await index.WriteAsync<Done>(writer =>
        {
            if (writer.Find(request.Path).Container is not { } present)
                return SwiftErrors.NotFound;
            if (!ContainerSettings.Merge(present.Headers, request).TryGet(out var headers, out var error))
                return error;
            writer.Save(present with { Headers = headers, Modified = clock.Next() });
            return Done.Ok;
        });
        if (updated.Error is null)
            await request.Http.EmptyAsync(StatusCodes.Status204NoContent);
        return updated.Error;
    }

    private async Task<Error?> RemoveAsync(StorageRequest request)
    {
        var (account, container) = index.Read(reader => reader.Find(request.Path));
        if (Permissions.Refusal(request, account, container, Need.Own) is { } refused)
            return refused;
        var removed = await index.WriteAsync<Done>(writer =>
        {
            if (writer.Find(request.Path).Container is not { } present)
                return SwiftErrors.NotFound;
            if (present.ObjectCount > 0 || writer.HasVersions(present.Id))
                return SwiftErrors.Conflict("There was a conflict when trying to complete your request. The container is not empty.");
            writer.Remove(present);
            return Done.Ok;
        });
        if (removed.Error is null)
            await request.Http.EmptyAsync(StatusCodes.Status204NoContent);
        return removed.Error;
    }

    private static void Describe(StorageRequest request, Container container)
    {
        var response = request.Http.Response;
        response.SetAll(Permissions.Owns(request) ? container.Headers : container.Headers.Where(ContainerSettings.IsPublic));
        response.Set("X-Container-Object-Count", container.ObjectCount);
        response.Set("X-Container-Bytes-Used", container.BytesUsed);
        response.Set("X-Storage-Policy", ContainerSettings.Policy);
        response.Set("Accept-Ranges", "bytes");
        response.SetLastModified(container.Modified);
        response.Set("X-Timestamp", container.Created.ToString());
    }
}
