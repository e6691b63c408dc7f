using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Requests;
using Naru.Compute.Scheduling;
using Naru.Compute.Validation;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.Compute.Servers;

/// <summary><c>/servers</c> and <c>/servers/{id}</c>.</summary>
internal sealed class ServerEndpoints(ComputeApi api, Store store, ServerCreation creation, ReturningHosts hosts, ServerProgress progress, ServerDeletion deletion, ServerViews views)
{
    private const string One = "servers/{server_id}";

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, "servers", request => List(request, "servers", "index", ServerViews.Short));
        api.Map(routes, HttpMethods.Get, "servers/detail", request => List(request, "servers/detail", "detail", views.Detail));
        api.Map(routes, HttpMethods.Post, "servers", CreateAsync);
        api.Map(routes, HttpMethods.Get, One, request => ServerAccess.Find(request.State, request, "servers:show").Map(server => views.Full.One("server", server, request)));
        api.Map(routes, HttpMethods.Put, One, UpdateAsync);
        api.Map(routes, HttpMethods.Delete, One, DeleteAsync);
    }

    private static Result<Reply> List(ComputeRequest request, string path, string rule, View<Server> view)
    {
        if (!request.Require($"servers:{rule}").TryGet(out _, out var error) || !ServerList.Of(request, $"servers:{rule}").TryGet(out var servers, out error))
            return error;
        return Page<Server>.Of(request, path, servers, server => server.Id, alwaysLinks: true).Map(page => view.Many("servers", page.Items, request, page.Next));
    }

    private async ValueTask<Result<Reply>> CreateAsync(ComputeRequest request)
    {
        if (!request.Require("servers:create").TryGet(out _, out var error) || !(await request.BodyAsync(ServerShapes.Create)).TryGet(out var body, out error))
            return error;
        await hosts.WaitAsync(request.Http.RequestAborted);
        return (await store.WriteAsync(request.Write, state => creation.Read(state, request, body)
            .Then(wish => creation.Create(state, request, wish).Map(made => (Made: made[0], Wish: wish))))).Map(created => Created(request, created.Made, created.Wish));
    }

    private static Reply Created(ComputeRequest request, Server server, ServerWish wish) => Reply.Json(
        writer =>
        {
            writer.WriteStartObject();
            if (wish.ReturnsReservation)
                writer.WriteString("reservation_id", server.ReservationId);
            else
                WriteCreated(writer, request, server, wish);
            writer.WriteEndObject();
        },
        StatusCodes.Status202Accepted) with { Headers = wish.ReturnsReservation ? [] : [new("Location", request.UrlOf($"servers/{server.Id}"))] };

    private static void WriteCreated(Utf8JsonWriter writer, ComputeRequest request, Server server, ServerWish wish)
    {
        writer.WriteStartObject("server");
        writer.WriteString("id", server.Id);
        writer.WritePropertyName("links");
        Links.Write(writer, request, $"servers/{server.Id}");
        writer.WriteString("OS-DCF:diskConfig", server.DiskConfig);
        writer.WriteStartArray("security_groups");
        foreach (var name in wish.SecurityGroups.IsEmpty ? ["default"] : wish.SecurityGroups)
        {
            writer.WriteStartObject();
            writer.WriteString("name", name);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteString("adminPass", server.AdminPassword);
        writer.WriteEndObject();
    }

    private async ValueTask<Result<Reply>> UpdateAsync(ComputeRequest request)
    {
        if (!(await request.BodyAsync(ServerShapes.Update)).TryGet(out var body, out var error))
            return error;
        var changes = body.GetProperty("server");
        return (await store.WriteAsync(request.Write, state => ServerAccess.Find(state, request, "servers:update").Map(server => progress.Save(state, server with
        {
            Name = changes.TextOf("name") ?? server.Name,
            Description = changes.Has("description") ? changes.TextOf("description") : server.Description,
            DiskConfig = changes.TextOf("OS-DCF:diskConfig") ?? server.DiskConfig,
            AccessIpv4 = changes.Has("accessIPv4") ? ServerShapes.Usual(changes.TextOf("accessIPv4")) : server.AccessIpv4,
            AccessIpv6 = changes.Has("accessIPv6") ? ServerShapes.Usual(changes.TextOf("accessIPv6")) : server.AccessIpv6,
            HostName = changes.TextOf("hostname") ?? server.HostName,
        })))).Map(server => views.Updated.One("server", server, request.At(store.Current)));
    }

    private async ValueTask<Result<Reply>> DeleteAsync(ComputeRequest request) => (await store.WriteAsync(request.Write, state =>
        ServerAccess.Find(state, request, "servers:delete").Then(server => Locks.Check(request, server)).Map(server =>
        {
            deletion.Begin(state, request, server);
            return Reply.NoContent;
        })));
}
