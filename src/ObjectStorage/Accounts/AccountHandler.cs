using Microsoft.AspNetCore.Http;
using Naru.ObjectStorage.Access;
using Naru.ObjectStorage.Containers;
using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.Listings;
using Naru.ObjectStorage.Requests;
using Naru.Primitives;

namespace Naru.ObjectStorage.Accounts;

/// <summary>Requests for an account: its containers, what it holds, its metadata.</summary>
internal sealed class AccountHandler(ObjectIndex index, WriteClock clock)
{
    private static readonly string[] Settings = [AccountAccess.Header];

    public async Task HandleAsync(StorageRequest request)
    {
        var answer = request.Method switch
        {
            "GET" or "HEAD" => ShowAsync(request),
            "POST" => UpdateAsync(request),
            "PUT" => CreateAsync(request),
            "DELETE" => RemoveAsync(request),
            _ => Task.FromResult<Error?>(SwiftErrors.MethodNotAllowed),
        };
        if (await answer is { } error)
            await request.Http.RefuseAsync(error, request.Path.Account);
    }

    private async Task<Error?> ShowAsync(StorageRequest request)
    {
        var account = index.Read(reader => reader.Account(request.Path.Account));
        if (Permissions.Refusal(request, account, null, Need.List) is { } refused)
            return refused;
        if (!ListingFormats.Of(request).TryGet(out var format, out var error) || !ListingQuery.Of(request).TryGet(out var query, out error))
            return error;
        // An account is made by its first write; until then it is shown as empty.
        account ??= new Account(0, request.Path.Account, clock.Next(), HeaderMap.Empty);
        Describe(request, account, index.Read(reader => reader.Totals(account.Id)));
        if (request.IsHead)
        {
            request.Http.Response.StatusCode = StatusCodes.Status204NoContent;
            request.Http.Response.ContentType = format.ContentType();
            return null;
        }
        var entries = Listing.Collect(
            query, container => container.Name, (range, limit) => index.Read(reader => reader.Containers(account.Id, range, limit)));
        await ListingWriter.WriteAsync(request.Http, format, entries, ("account", account.Name), "container", container => container.Name, Fields);
        return null;
    }

    private async Task<Error?> UpdateAsync(StorageRequest request)
    {
        if (Refusal(request) is { } refused)
            return refused;
        var written = await index.WriteAsync<Done>(writer =>
        {
            var account = writer.Account(request.Path.Account) ?? writer.AddAccount(request.Path.Account, clock.Next(), HeaderMap.Empty);
            if (!MetadataUpdate.Merge(account.Headers, request.Http.Request.Headers, "Account", Settings).TryGet(out var headers, out var error))
                return error;
            writer.Save(account with { Headers = headers });
            return Done.Ok;
        });
        if (written.Error is null)
            await request.Http.EmptyAsync(StatusCodes.Status204NoContent);
        return written.Error;
    }

    private async Task<Error?> CreateAsync(StorageRequest request)
    {
        if (request.Caller is null || !Permissions.IsReseller(request.Caller))
            return request.Caller is null ? SwiftErrors.Unauthenticated : SwiftErrors.Forbidden;
        var existed = index.Read(reader => reader.Account(request.Path.Account)) is not null;
        var error = await UpdateAsync(request);
        if (error is null)
            await request.Http.EmptyAsync(existed ? StatusCodes.Status202Accepted : StatusCodes.Status201Created);
        return error;
    }

    private async Task<Error?> RemoveAsync(StorageRequest request)
    {
        if (request.Caller is null || !Permissions.IsReseller(request.Caller))
            return request.Caller is null ? SwiftErrors.Unauthenticated : SwiftErrors.Forbidden;
        var removed = await index.WriteAsync<Done>(writer =>
        {
            if (writer.Account(request.Path.Account) is not { } account)
                return SwiftErrors.NotFound;
            if (writer.Totals(account.Id).Containers > 0)
                return SwiftErrors.Conflict($"Account '{account.Name}' has containers; delete these first.");
            writer.Remove(account);
            return Done.Ok;
        });
        if (removed.Error is null)
            await request.Http.EmptyAsync(StatusCodes.Status204NoContent);
        return removed.Error;
    }

    private Error? Refusal(StorageRequest request)
    {
        if (Permissions.Refusal(request, index.Read(reader => reader.Account(request.Path.Account)), null, Need.Own) is { } refused)
            return refused;
        if (request.Header(AccountAccess.Header) is { Length: > 0 } access && AccountAccess.Check(access) is { } malformed)
            return malformed;
        if (Quota(request) is not { } quota)
            return null;
        if (request.Caller is null || !Permissions.IsReseller(request.Caller))
            return SwiftErrors.Forbidden;
        return quota.Length > 0 && !long.TryParse(quota, out _) ? SwiftErrors.Bad("Invalid bytes quota.") : null;
    }

    private static string? Quota(StorageRequest request) =>
        request.Header("X-Account-Meta-Quota-Bytes") ?? (request.Header("X-Remove-Account-Meta-Quota-Bytes") is null ? null : "");

    private static void Describe(StorageRequest request, Account account, AccountTotals totals)
    {
        var response = request.Http.Response;
        response.SetAll(Permissions.Owns(request) ? account.Headers : account.Headers.Where(IsPublic));
        foreach (var scope in (string[])["", $"Storage-Policy-{ContainerSettings.Policy}-"])
        {
            response.Set($"X-Account-{scope}Container-Count", totals.Containers);
            response.Set($"X-Account-{scope}Object-Count", totals.Objects);
            response.Set($"X-Account-{scope}Bytes-Used", totals.Bytes);
        }
        response.Set("X-Timestamp", account.Created.ToString());
        response.Set("Accept-Ranges", "bytes");
    }

    private static bool IsPublic(string header) =>
        header != AccountAccess.Header && !header.StartsWith("X-Account-Meta-Temp-Url-Key", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<(string Name, object Value)> Fields(Container container) =>
    [
        ("name", container.Name), ("count", container.ObjectCount), ("bytes", container.BytesUsed), ("last_modified", container.Modified.ToIso()),
    ];
}
