using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Requests;
using Naru.Compute.Validation;
using Naru.Network.FloatingIps;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.State;

namespace Naru.Compute.Proxies;

/// <summary><c>/os-floating-ips</c>, <c>/os-floating-ip-pools</c>, <c>/os-networks</c> and <c>/os-tenant-networks</c>: what old versions say of the Networking API.</summary>
internal sealed class FloatingIpEndpoints(ComputeApi api, Store store, NetworkCollections network)
{
    private const string Place = "os-floating-ips";

    private static readonly VersionRange Versions = new(Until: 35);
    private static readonly Shape Create = Shapes.Nullable(Shapes.Object(("pool", Shapes.Nullable(Shapes.Text(1, 255)))));

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, Place, request => request.Require("os-floating-ips:list").Map(_ => Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("floating_ips");
            foreach (var floating in FloatingIpTable.ByProject.Of(request.State, request.Caller.ProjectId))
                Write(writer, request.State, floating);
            writer.WriteEndArray();
            writer.WriteEndObject();
        })), Versions);
        api.Map(routes, HttpMethods.Post, Place, CreateAsync, Versions);
        api.Map(routes, HttpMethods.Get, Place + "/{id}", request => Find(request.State, request).Map(floating => One(request.State, floating)), Versions);
        api.Map(routes, HttpMethods.Delete, Place + "/{id}", DeleteAsync, Versions);
        api.Map(routes, HttpMethods.Get, "os-floating-ip-pools", Pools, Versions);
        foreach (var path in (string[])["os-networks", "os-tenant-networks"])
        {
            api.Map(routes, HttpMethods.Get, path, request => request.Require($"{path}:list").Map(_ => Networks(request)), Versions);
            api.Map(routes, HttpMethods.Get, path + "/{id}", ShowNetwork, Versions);
        }
    }

    private static Result<FloatingIp> Find(IStateReader state, ComputeRequest request)
    {
        var id = request.Route("id");
        return state.In(FloatingIpTable.Table).Find(id) is { } floating && (floating.ProjectId == request.Caller.ProjectId || request.Caller.IsAdmin)
            ? floating
            : NovaErrors.NotFound($"Floating IP not found for ID {id}");
    }

    private async ValueTask<Result<Reply>> CreateAsync(ComputeRequest request)
    {
        if (!(await request.BodyAsync(Create)).TryGet(out var body, out var error))
            return error;
        return (await store.WriteAsync(request.Write, state => Pool(state, request, body.TextOf("pool")).Then(pool => network.Create(
            state, request, "floatingip", ("floating_network_id", pool.Id))))).Map(made => One(store.Current, (FloatingIp)made));
    }

    private static Result<VirtualNetwork> Pool(IStateReader state, ComputeRequest request, string? name) =>
        External(state, request).FirstOrDefault(candidate => name is null || candidate.Name == name || candidate.Id == name) is { } pool ? pool : NovaErrors.NotFound("Floating IP pool not found.");

    private static IEnumerable<VirtualNetwork> External(IStateReader state, ComputeRequest request) =>
        state.In(NetworkTable.Table).All.Where(candidate => candidate.IsExternal && NetworkAccess.Sees(state, request.Caller, candidate)).OrderBy(candidate => candidate.CreatedAt);

    private async ValueTask<Result<Reply>> DeleteAsync(ComputeRequest request) => (await store.WriteAsync(request.Write, state =>
        Find(state, request).Then(floating => network.Delete(state, request, "floatingip", floating.Id)))).Map(_ => new Reply(StatusCodes.Status202Accepted, null));

    private static Result<Reply> Pools(ComputeRequest request) => request.Require("os-floating-ip-pools").Map(_ => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("floating_ip_pools");
        foreach (var pool in External(request.State, request))
        {
            writer.WriteStartObject();
            writer.WriteString("name", pool.Name.Length > 0 ? pool.Name : pool.Id);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }));

    private static Reply One(IStateReader state, FloatingIp floating) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("floating_ip");
        Write(writer, state, floating);
        writer.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter writer, IStateReader state, FloatingIp floating)
    {
        var pool = state.In(NetworkTable.Table).Find(floating.FloatingNetworkId);
        writer.WriteStartObject();
        writer.WriteString("id", floating.Id);
        writer.WriteString("ip", floating.FloatingAddress.ToString());
        writer.WriteString("pool", pool is { Name.Length: > 0 } ? pool.Name : floating.FloatingNetworkId);
        writer.WriteString("fixed_ip", floating.FixedAddress?.ToString());
        writer.WriteString("instance_id", floating.PortId is { } portId && state.In(PortTable.Table).Find(portId) is { DeviceId.Length: > 0 } port ? port.DeviceId : null);
        writer.WriteEndObject();
    }

    private static Reply Networks(ComputeRequest request) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("networks");
        foreach (var candidate in request.State.In(NetworkTable.Table).All.Where(candidate => NetworkAccess.Sees(request.State, request.Caller, candidate)))
            Write(writer, candidate);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static Result<Reply> ShowNetwork(ComputeRequest request) =>
        request.State.In(NetworkTable.Table).Find(request.Route("id")) is { } found && NetworkAccess.Sees(request.State, request.Caller, found)
            ? Reply.Json(writer =>
            {
                writer.WriteStartObject();
                writer.WritePropertyName("network");
                Write(writer, found);
                writer.WriteEndObject();
            })
            : NovaErrors.NotFound("Network not found");

    private static void Write(Utf8JsonWriter writer, VirtualNetwork network)
    {
        writer.WriteStartObject();
        writer.WriteString("id", network.Id);
        writer.WriteString("label", network.Name);
        // What Nova writes where it cannot know.
        writer.WriteString("cidr", "None");
        writer.WriteEndObject();
    }
}
