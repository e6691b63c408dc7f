using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;
using Naru.SharedFileSystems.Shares;
using Naru.State;

namespace Naru.SharedFileSystems.Servers;

/// <summary><c>/share-servers</c>, for administrators; and <c>/extensions</c>, which are part of the API by now.</summary>
internal sealed class ShareServerEndpoints(ShareApi api, Store store)
{
    private const string One = "share-servers/{id}";

    private static readonly HashSet<string> Statuses = [ShareServer.Active, ShareServer.Error, ShareServer.Creating, ShareServer.Deleting];

    private static readonly Dictionary<string, Func<ShareServer, string?>> Attributes = new()
    {
        ["host"] = server => server.Host,
        ["status"] = server => server.Status,
        ["project_id"] = server => server.ProjectId,
        ["identifier"] = server => server.Id,
        ["source_share_server_id"] = _ => null,
    };

    public void Map()
    {
        api.Map(HttpMethods.Get, "share-servers", List);
        api.Map(HttpMethods.Get, One, request => Find(request.State, request, "share_server:show").Map(server => Replies.One("share_server", ServerShapes.Detail(request.State), server, request.Viewer)));
        api.Map(HttpMethods.Get, One + "/details", request => Find(request.State, request, "share_server:details").Map(server => Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("details");
            ServerShapes.WriteDetails(writer, server);
            writer.WriteEndObject();
        })));
        api.Map(HttpMethods.Delete, One, DeleteAsync);
        api.Map(HttpMethods.Post, "share-servers/manage", request => request.Refusal("share_server:manage_share_server", request.Caller.ProjectId)
            ?? ManilaErrors.Invalid("Share servers of this cloud are made by it; others cannot be managed."), since: 49);
        api.MapAction(One, "unmanage", request => Task.FromResult(Find(request.State, request, "share_server:unmanage_share_server").Then<Reply>(server =>
            ManilaErrors.Invalid($"Share server {server.Id} cannot be unmanaged: it is a process of its host and nothing without it."))), since: 49);
        api.MapAction(One, "reset_status", request => store.WriteAsync(request.Write, state => Find(state, request, "share_server:reset_status").Then(server => StatusReset.Read(request, Statuses).Map(status =>
        {
            state.Update(ShareTables.Servers, server with { Status = status, UpdatedAt = state.Time });
            return Replies.Accepted;
        }))), since: 49);
        api.Map(HttpMethods.Get, "extensions", _ => Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("extensions");
            writer.WriteEndArray();
            writer.WriteEndObject();
        }));
    }

    private static Result<Reply> List(ShareRequest request)
    {
        if (request.Refusal("share_server:index", request.Caller.ProjectId) is { } refusal)
            return refusal;
        var found = Filters.Matching(request, request.State.In(ShareTables.Servers).All, Attributes);
        if (request.Query("share_network_id") is { } network)
            found = found.Where(server => server.ShareNetworkId == network);
        if (request.Query("share_network") is { } named)
            found = found.Where(server => server.ShareNetworkId == named || request.State.In(ShareTables.Networks).Find(server.ShareNetworkId)?.Name == named);
        if (request.Query("share_network_subnet_id") is { } subnet)
            found = found.Where(server => server.Ports.Items.Any(port => port.SubnetId == subnet));
        return Replies.Many("share_servers", ServerShapes.Summary(request.State), found.OrderByDescending(server => server.CreatedAt), request.Viewer);
    }

    private Task<Result<Reply>> DeleteAsync(ShareRequest request) => store.WriteAsync(request.Write, state => Find(state, request, "share_server:delete").Then<Reply>(server =>
    {
        if (server.Status is not (ShareServer.Active or ShareServer.Error))
            return ManilaErrors.Forbidden($"Share server {server.Id} is {server.Status}; to be deleted it must be {ShareServer.Active} or {ShareServer.Error}.");
        if (ShareTables.SharesByServer.Any(state, server.Id))
            return ManilaErrors.Conflict($"Share server {server.Id} is in use: it has shares.");
        state.Update(ShareTables.Servers, server with { Status = ShareServer.Deleting, UpdatedAt = state.Time });
        return Replies.Accepted;
    }));

    // Whoever may not is told so before whether there is such a server.
    private static Result<ShareServer> Find(IStateReader state, ShareRequest request, string rule) =>
        request.Refusal(rule, request.Caller.ProjectId) is { } refusal ? refusal
        : state.In(ShareTables.Servers).Find(request.Id) is { } server ? server
        : ManilaErrors.NotFound("Share server", request.Id);
}
