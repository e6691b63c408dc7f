using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.SharedFileSystems.Requests;

namespace Naru.SharedFileSystems.Administration;

/// <summary><c>/share-servers</c>: there are none, because the driver does not handle any; and <c>/extensions</c>, which are part of the API by now.</summary>
internal sealed class ShareServerEndpoints(ShareApi api)
{
    public void Map()
    {
        api.Map(HttpMethods.Get, "share-servers", request => request.Refusal("share_server:index", request.Caller.ProjectId) is { } refusal ? refusal : Nothing("share_servers"));
        api.Map(HttpMethods.Get, "share-servers/{id}", request => Missing(request, "share_server:show"));
        api.Map(HttpMethods.Get, "share-servers/{id}/details", request => Missing(request, "share_server:details"));
        api.Map(HttpMethods.Delete, "share-servers/{id}", request => Missing(request, "share_server:delete"));
        api.Map(HttpMethods.Post, "share-servers/manage", request => request.Refusal("share_server:manage_share_server", request.Caller.ProjectId)
            ?? ManilaErrors.Invalid("The only host does not handle share servers (driver_handles_share_servers is False)."), since: 49);
        api.MapAction("share-servers/{id}", "unmanage", request => Task.FromResult(Missing(request, "share_server:unmanage_share_server")), since: 49);
        api.MapAction("share-servers/{id}", "reset_status", request => Task.FromResult(Missing(request, "share_server:reset_status")), since: 49);
        api.Map(HttpMethods.Get, "extensions", _ => Nothing("extensions"));
    }

    private static Result<Reply> Missing(ShareRequest request, string rule) => request.Refusal(rule, request.Caller.ProjectId) ?? ManilaErrors.NotFound("Share server", request.Id);

    private static Result<Reply> Nothing(string name) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray(name);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
