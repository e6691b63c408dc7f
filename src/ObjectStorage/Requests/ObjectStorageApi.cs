using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Naru.ObjectStorage.Access;
using Naru.ObjectStorage.Accounts;
using Naru.ObjectStorage.Bulk;
using Naru.ObjectStorage.Containers;
using Naru.ObjectStorage.Content;
using Naru.ObjectStorage.Forms;
using Naru.ObjectStorage.Index;
using Naru.ObjectStorage.Objects;
using Naru.Primitives;
using Naru.Rest;

namespace Naru.ObjectStorage.Requests;

/// <summary>Every request of the API: reads the path, finds out who asks, and hands it to account, container or object.</summary>
internal sealed class ObjectStorageApi(
    ICallerResolver callers, ObjectIndex index, WriteClock clock, AccountHandler accounts, ContainerHandler containers, ObjectHandler objects,
    BulkUpload bulkUpload, BulkDelete bulkDelete, FormUpload forms, ILogger<ObjectStorageApi> log)
{
    private const string Prefix = ObjectStorageRegistration.Root + "/v1/";

    public async Task HandleAsync(HttpContext http)
    {
        var transaction = StartTransaction(http);
        // Objects are larger than any body of the other APIs; their own limit is checked with their bytes.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        try
        {
            await DispatchAsync(http);
        }
        catch (SqliteException exception) when (!http.Response.HasStarted)
        {
            log.RequestFailed(exception, http.Request.Method, http.Request.Path, transaction);
            await http.RefuseAsync(ObjectIndex.IsFull(exception) ? SwiftErrors.StorageFull : SwiftErrors.Unavailable);
        }
        catch (IOException exception) when (exception is EngineException or ContentGoneException && !http.Response.HasStarted)
        {
            await http.RefuseAsync(SwiftErrors.Unavailable);
        }
        catch (IOException exception) when (http.Response.HasStarted && exception is not BadHttpRequestException)
        {
            // The promised length cannot be kept; the client must see that.
            log.RequestFailed(exception, http.Request.Method, http.Request.Path, transaction);
            http.Abort();
        }
    }

    /// <summary>Says that the store is there; it is, when this is answered.</summary>
    public Task HealthAsync(HttpContext http)
    {
        StartTransaction(http);
        return http.TextAsync(StatusCodes.Status200OK, "text/plain", "OK");
    }

    private string StartTransaction(HttpContext http)
    {
        var transaction = $"tx{Guid.NewGuid().ToString("N")[..21]}-{clock.Now.ToUnixTimeSeconds().ToString("x10", CultureInfo.InvariantCulture)}";
        http.Response.Headers["X-Trans-Id"] = transaction;
        http.Response.Headers["X-Openstack-Request-Id"] = transaction;
        return transaction;
    }

    private async Task DispatchAsync(HttpContext http)
    {
        var target = http.Features.Get<IHttpRequestFeature>()!.RawTarget;
        if (!target.StartsWith(Prefix, StringComparison.Ordinal))
        {
            await http.RefuseAsync(SwiftErrors.NotFound);
            return;
        }
        if (!StoragePath.Parse(target.AsSpan(Prefix.Length)).TryGet(out var path, out var error))
        {
            await http.RefuseAsync(error);
            return;
        }
        var request = new StorageRequest(http, path, await CallerOfAsync(http));
        if (SignedUrls.IsSigned(request))
        {
            if (RefusalOfSignature(request) is { } refused)
            {
                await http.RefuseAsync(refused, path.Account);
                return;
            }
            request = request with { IsSigned = true };
        }
        await HandlerOf(request);
    }

    private Task HandlerOf(StorageRequest request)
    {
        // Only browsers say where their page is from.
        var container = request.Header("Origin") is null ? null : index.Read(reader => reader.Find(request.Path)).Container;
        if (HttpMethods.IsOptions(request.Method))
            return CrossOrigin.AnswerAsync(request, container);
        CrossOrigin.Admit(request, container);
        if (request.Method == "PUT" && request.HasQuery("extract-archive"))
            return bulkUpload.HandleAsync(request);
        if (request.Method is "POST" or "DELETE" && request.HasQuery("bulk-delete"))
            return bulkDelete.HandleAsync(request);
        if (FormUpload.IsForm(request))
            return forms.HandleAsync(request);
        return request.Path.IsAccount ? accounts.HandleAsync(request)
            : request.Path.IsContainer ? containers.HandleAsync(request)
            : objects.HandleAsync(request);
    }

    private async ValueTask<Caller?> CallerOfAsync(HttpContext http)
    {
        if (!http.Request.Headers.ContainsKey("X-Auth-Token") && http.Request.Headers.TryGetValue("X-Storage-Token", out var token))
            http.Request.Headers["X-Auth-Token"] = token;
        return (await callers.ResolveAsync(http)).TryGet(out var caller, out _) ? caller : null;
    }

    private Error? RefusalOfSignature(StorageRequest request)
    {
        var (account, container) = index.Read(reader => reader.Find(request.Path));
        return SignedUrls.Refusal(request, request.Http.Request.Path.Value ?? "", account, container, clock.Now);
    }
}
