using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Endpoints;
using Naru.Rest.OpenApi;
using Naru.Rest.Parsing;
using Naru.Rest.Policy;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Network.Routers;

/// <summary>The actions on routers: <c>PUT /routers/{id}/add_router_interface</c> and its kin.</summary>
internal static class RouterEndpoints
{
    private static readonly string[] OwnersRules = ["add_router_interface", "remove_router_interface", "add_extraroutes", "remove_extraroutes"];

    private static readonly string[] AdminRules =
    [
        "create_router:external_gateway_info:enable_snat", "create_router:external_gateway_info:external_fixed_ips",
        "update_router:external_gateway_info:enable_snat", "update_router:external_gateway_info:external_fixed_ips",
    ];

    public static void MapActions(this ResourceEndpoints<Router> routers, IEndpointRouteBuilder routes, Api api, RouterInterfaces interfaces)
    {
        foreach (var rule in OwnersRules)
            api.Policies.Default(rule, Rules.MemberOrAdmin);
        foreach (var rule in AdminRules)
            api.Policies.Default(rule, Rules.AdminOnly);
        foreach (var (action, summary) in (ReadOnlySpan<(string, string)>)
            [("add_router_interface", "Attach a subnet or a port to a router"), ("remove_router_interface", "Detach a subnet or a port from a router")])
        {
            api.Describe(HttpMethods.Put, $"routers/{{id}}/{action}", new ActionDescription(summary).With("subnet_id", Kinds.Uuid).With("port_id", Kinds.Uuid));
        }
        foreach (var (action, summary) in (ReadOnlySpan<(string, string)>)[("add_extraroutes", "Add extra routes"), ("remove_extraroutes", "Remove extra routes")])
        {
            api.Describe(HttpMethods.Put, $"routers/{{id}}/{action}",
                new ActionDescription(summary) { Wrapper = "router" }.With("routes", RouterResource.Routes));
        }
        api.Map(routes, HttpMethods.Put, "routers/{id}/add_router_interface",
            request => ChangeInterfaceAsync(routers, api, request, "add_router_interface", interfaces.Add));
        api.Map(routes, HttpMethods.Put, "routers/{id}/remove_router_interface",
            request => ChangeInterfaceAsync(routers, api, request, "remove_router_interface", interfaces.Remove));
        api.Map(routes, HttpMethods.Put, "routers/{id}/add_extraroutes",
            request => ChangeRoutesAsync(routers, api, request, "add_extraroutes", RouterRoutes.Add));
        api.Map(routes, HttpMethods.Put, "routers/{id}/remove_extraroutes",
            request => ChangeRoutesAsync(routers, api, request, "remove_extraroutes", RouterRoutes.Remove));
    }

    private static async ValueTask<Result<Reply>> ChangeInterfaceAsync(
        ResourceEndpoints<Router> routers, Api api, ApiRequest request, string rule,
        Func<Transaction, Caller, Router, string?, string?, Result<RouterInterface>> change)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error)
            || !ReadId(body, "subnet_id").TryGet(out var subnetId, out error)
            || !ReadId(body, "port_id").TryGet(out var portId, out error))
        {
            return error;
        }
        var written = await api.Store.WriteAsync(request.Write, state =>
            routers.FindFor(state, request.Caller, request.Route("id"), rule).Then(router => change(state, request.Caller, router, subnetId, portId)));
        return written.Map(changed => Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("id", changed.RouterId);
            writer.WriteString("tenant_id", changed.Port.ProjectId);
            writer.WriteString("project_id", changed.Port.ProjectId);
            writer.WriteString("port_id", changed.Port.Id);
            writer.WriteString("network_id", changed.Port.NetworkId);
            writer.WriteString("subnet_id", changed.SubnetIds[0]);
            writer.WriteStartArray("subnet_ids");
            foreach (var id in changed.SubnetIds)
                writer.WriteStringValue(id);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }));
    }

    private static async ValueTask<Result<Reply>> ChangeRoutesAsync(
        ResourceEndpoints<Router> routers, Api api, ApiRequest request, string rule,
        Func<EquatableList<HostRoute>, EquatableList<HostRoute>, EquatableList<HostRoute>> change)
    {
        if (!(await request.BodyAsync()).TryGet(out var body, out var error)
            || !ResourceParser.Unwrap(body, "router").TryGet(out var router, out error))
        {
            return error;
        }
        if (!router.TryGetProperty("routes", out var json) || !RouterResource.Routes.Read(json).TryGet(out var routes, out _))
            return NetworkErrors.BadRequest("Invalid input for routes. Reason: expected a list of objects with 'destination' and 'nexthop'.");
        var written = await api.Store.WriteAsync(request.Write, Result<Router> (state) =>
        {
            if (!routers.FindFor(state, request.Caller, request.Route("id"), rule).TryGet(out var before, out var refused))
                return refused;
            var after = before with { Routes = change(before.Routes, routes) };
            if (!RouterRoutes.Check(state, after, after.Routes).TryGet(out _, out refused))
                return refused;
            if (after == before)
                return before;
            after = after.Touched(state);
            state.Update(RouterTable.Table, after);
            return after;
        });
        return written.Map(after => routers.One(request, api.Store.Current, after));
    }

    private static Result<string?> ReadId(JsonElement body, string name)
    {
        if (body.ValueKind is not JsonValueKind.Object)
            return RouterErrors.BadRequest("Either subnet_id or port_id must be specified");
        if (!body.TryGetProperty(name, out var json) || json.ValueKind is JsonValueKind.Null)
            return default(Result<string?>);
        return Kinds.Uuid.Read(json).TryGet(out var id, out var error) ? id : RouterErrors.BadRequest(error.Message);
    }
}
