using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Network.Networks;
using Naru.Network.Nodes;
using Naru.Network.Routers;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Endpoints;
using Naru.Rest.Policy;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Network.Agents;

/// <summary>Which agent serves which network and router, shown and changed by administrators.</summary>
internal sealed class SchedulerEndpoints(
    Api api, ResourceEndpoints<Agent> agents, ResourceEndpoints<VirtualNetwork> networks, ResourceEndpoints<Router> routers,
    DhcpScheduling dhcp, RouterScheduling routing)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        MapAgents(routes, "networks/{id}/dhcp-agents", "get_dhcp-agents", (state, id) => DhcpScheduling.HostsOf(state, id)
            .Select(host => AgentTable.Find(state, host, AgentKind.Dhcp)));
        MapAgents(routes, "routers/{id}/l3-agents", "get_l3-agents", (state, id) => state.In(RouterTable.Table).Find(id) is { } router
            ? AgentsOf(state, router)
            : []);

        const string Networks = "agents/{id}/dhcp-networks";
        MapServed(routes, Networks, "get_dhcp-networks", networks, (state, agent) => agent.Kind is AgentKind.Dhcp
            ? DhcpScheduling.NetworksOf(state, agent.Host)
            : []);
        MapChange(routes, HttpMethods.Post, Networks, "create_dhcp-network", "network_id", AddNetwork);
        MapChange(routes, HttpMethods.Delete, Networks + "/{served}", "delete_dhcp-network", null, RemoveNetwork);

        const string Routers = "agents/{id}/l3-routers";
        MapServed(routes, Routers, "get_l3-routers", routers, (state, agent) => agent.Kind is AgentKind.L3
            ? RouterTable.ByHost.Of(state, agent.Host).Concat(RouterTable.ByStandbyHost.Of(state, agent.Host))
            : []);
        MapChange(routes, HttpMethods.Post, Routers, "create_l3-router", "router_id", AddRouter);
        MapChange(routes, HttpMethods.Delete, Routers + "/{served}", "delete_l3-router", null, RemoveRouter);
    }

    private static IEnumerable<Agent?> AgentsOf(IStateReader state, Router router) =>
        from host in router.Hosts
        let haState = !router.IsHighlyAvailable ? null : host == router.Host ? "active" : "standby"
        select AgentTable.Find(state, host, AgentKind.L3) is { } agent ? agent with { HaState = haState } : null;

    private Result<Done> AddNetwork(Transaction state, Agent agent, string id)
    {
        if (agent.Kind is not AgentKind.Dhcp || state.In(NodeTable.Table).Find(agent.Host) is not { } node || !DhcpScheduling.Serves(state, node))
            return Error.NotFound("InvalidDHCPAgent", $"Agent {agent.Id} is not a valid DHCP Agent or has been disabled.");
        if (state.In(NetworkTable.Table).Find(id) is not { } network)
            return NetworkErrors.NetworkNotFound(id);
        if (DhcpScheduling.HostsOf(state, id).Contains(agent.Host))
            return Error.Conflict("NetworkHostedByDHCPAgent", $"The network {id} has been already hosted by the DHCP Agent {agent.Id}.");
        return dhcp.Give(state, network, agent.Host)
            ? Done.Ok
            : Error.Conflict("NetworkNotServable", $"The network {id} cannot be served by the DHCP Agent {agent.Id}: a subnet with enable_dhcp has no free address.");
    }

    private Result<Done> RemoveNetwork(Transaction state, Agent agent, string id)
    {
        if (!state.In(NetworkTable.Table).Contains(id))
            return NetworkErrors.NetworkNotFound(id);
        if (agent.Kind is not AgentKind.Dhcp || !DhcpScheduling.HostsOf(state, id).Contains(agent.Host))
            return Error.Conflict("NetworkNotHostedByDhcpAgent", $"The network {id} is not hosted by the DHCP Agent {agent.Id}.");
        dhcp.Release(state, id, agent.Host);
        return Done.Ok;
    }

    private Result<Done> AddRouter(Transaction state, Agent agent, string id)
    {
        if (agent.Kind is not AgentKind.L3 || !agent.AdminStateUp || state.In(NodeTable.Table).Find(agent.Host) is not { IsAttached: true } node)
            return Error.NotFound("InvalidL3Agent", $"Agent {agent.Id} is not a L3 Agent or has been disabled");
        if (!node.Roles.Items.Contains(NodeRole.L3))
            return Error.Conflict("DVRL3CannotAssignToDvrAgent", "Not allowed to manually assign a router to an agent in 'dvr' mode.");
        if (state.In(RouterTable.Table).Find(id) is not { } router)
            return RouterErrors.NotFound(id);
        if (router.Hosts.Contains(agent.Host))
            return Done.Ok;
        if (router is { IsHighlyAvailable: true, Host.Length: > 0 } or { IsHighlyAvailable: true, PreviousHost: not null })
        {
            state.Update(RouterTable.Table, RouterScheduling.AddStandbyHost(state, router, agent.Host));
            return Done.Ok;
        }
        if (router.Host.Length > 0)
        {
            return Error.Conflict("RouterHostedByL3Agent",
                $"The router {id} has been already hosted by the L3 Agent {AgentTable.IdOf(router.Host, AgentKind.L3)}.");
        }
        state.Update(RouterTable.Table, routing.Place(state, router, agent.Host));
        return Done.Ok;
    }

    private Result<Done> RemoveRouter(Transaction state, Agent agent, string id)
    {
        if (state.In(RouterTable.Table).Find(id) is not { } router)
            return RouterErrors.NotFound(id);
        if (agent.Kind is not AgentKind.L3 || !router.Hosts.Contains(agent.Host))
            return Error.Conflict("RouterNotHostedByL3Agent", $"The router {id} is not hosted by the L3 Agent {agent.Id}.");
        RouterScheduling.Store(state, routing.TakeOff(state, router, agent.Host));
        return Done.Ok;
    }

    private void MapAgents(IEndpointRouteBuilder routes, string path, string rule, Func<IStateReader, string, IEnumerable<Agent?>> find) =>
        MapList(routes, path, rule, agents, (state, id) => Done.Ok.Map(_ => find(state, id).OfType<Agent>()));

    private void MapServed<T>(
        IEndpointRouteBuilder routes, string path, string rule, ResourceEndpoints<T> resources, Func<IStateReader, Agent, IEnumerable<T>> find)
        where T : class, IResource =>
        MapList(routes, path, rule, resources, (state, id) => FindAgent(state, id).Map(agent => find(state, agent)));

    private void MapList<T>(
        IEndpointRouteBuilder routes, string path, string rule, ResourceEndpoints<T> resources, Func<IStateReader, string, Result<IEnumerable<T>>> find)
        where T : class, IResource
    {
        api.Policies.Default(rule, Rules.AdminOnly);
        api.Map(routes, HttpMethods.Get, path, request => Allowed(request, rule).Then(_ => find(request.State, request.Route("id"))).Map(found =>
            Reply.Json(writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartArray(resources.Definition.Plural);
                foreach (var resource in found)
                    resources.View.Write(writer, request.State, request.Caller, resource, null, request.Url);
                writer.WriteEndArray();
                writer.WriteEndObject();
            })));
    }

    /// <param name="idName">The name of the id in the body; null: it is in the path.</param>
    private void MapChange(
        IEndpointRouteBuilder routes, string method, string path, string rule, string? idName, Func<Transaction, Agent, string, Result<Done>> change)
    {
        api.Policies.Default(rule, Rules.AdminOnly);
        api.Map(routes, method, path, async request =>
        {
            if (!Allowed(request, rule).TryGet(out _, out var error)
                || !(await request.BodyAsync()).TryGet(out var body, out error)
                || !(idName is null ? request.Route("served") : ReadId(body, idName)).TryGet(out var id, out error))
            {
                return error;
            }
            var written = await api.Store.WriteAsync(
                request.Write, state => FindAgent(state, request.Route("id")).Then(agent => change(state, agent, id)));
            return written.Map(_ => idName is null
                ? Reply.NoContent
                : Reply.Json(writer => writer.WriteNullValue(), StatusCodes.Status201Created));
        });
    }

    private Result<Done> Allowed(ApiRequest request, string rule) =>
        api.Policies.Allows(rule, request.Caller, new PathTarget(null, null)) ? Done.Ok : api.Style.NotAllowed(rule);

    private static Result<Agent> FindAgent(IStateReader state, string id) =>
        state.In(AgentTable.Table).Find(id) is { } agent ? agent : AgentResource.Definition.NotFound(id);

    private static Result<string> ReadId(JsonElement body, string name) =>
        body.ValueKind is JsonValueKind.Object && body.TryGetProperty(name, out var json) && Kinds.Uuid.Read(json).TryGet(out var id, out _)
            ? id
            : NetworkErrors.BadRequest($"Invalid input for {name}. Reason: expected a UUID in the body.");
}
