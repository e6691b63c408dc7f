using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Actions;
using Naru.Compute.Requests;
using Naru.Compute.Validation;
using Naru.Network.Networks;
using Naru.Network.Ports;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.Compute.Servers.Parts;

/// <summary><c>/servers/{id}/os-interface</c>: ports that are plugged into an instance and taken out of it.</summary>
internal sealed class InterfaceEndpoints(ComputeApi api, Store store, ServerCreation creation, ServerProgress progress)
{
    private const string Place = "servers/{server_id}/os-interface";
    private const string One = Place + "/{port_id}";

    private static readonly string[] Pluggable = [VmStates.Active, VmStates.Paused, VmStates.Stopped];

    private static readonly Shape Create = Shapes.Object(("interfaceAttachment", Shapes.Object(
        ("net_id", Shapes.Uuid),
        ("port_id", Shapes.Uuid),
        ("fixed_ips", Shapes.List(Shapes.Object(new Member("ip_address", Shapes.Text(1, 64, Shapes.IsAddress, "It is not an IP address.")) { IsRequired = true }), min: 1, max: 1)),
        new Member("tag", Shapes.Tag) { Since = 49 })));

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, Place, List);
        api.Map(routes, HttpMethods.Post, Place, AttachAsync);
        api.Map(routes, HttpMethods.Get, One, request => Find(request.State, request, "os-attach-interfaces:show").Map(found => Shown(request, found.Own)));
        api.Map(routes, HttpMethods.Delete, One, DetachAsync);
    }

    private static Result<Reply> List(ComputeRequest request) => ServerAccess.Find(request.State, request, "os-attach-interfaces:list").Map(server => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("interfaceAttachments");
        foreach (var own in server.Ports)
            Write(writer, request, own);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }));

    private static Result<(Server Server, ServerPort Own)> Find(IStateReader state, ComputeRequest request, string rule) =>
        ServerAccess.Find(state, request, rule).Then(Result<(Server, ServerPort)> (server) =>
            server.Ports.Items.FirstOrDefault(port => port.PortId == request.Route("port_id")) is { } own
                ? (server, own)
                : NovaErrors.NotFound($"Instance {server.Id} does not have a port with id {request.Route("port_id")}"));

    private async ValueTask<Result<Reply>> AttachAsync(ComputeRequest request)
    {
        if (!(await request.BodyAsync(Create)).TryGet(out var body, out var error))
            return error;
        var wanted = body.Of("interfaceAttachment");
        var (networkId, portId) = (wanted.TextOf("net_id"), wanted.TextOf("port_id"));
        if (networkId is not null && portId is not null)
            return NovaErrors.BadRequest("Must not input both network_id and port_id");
        var address = wanted.ItemsOf("fixed_ips").Select(ip => ip.TextOf("ip_address")).FirstOrDefault();
        if (address is not null && networkId is null)
            return NovaErrors.BadRequest("Must input network_id when request IP address");
        var attached = await store.WriteAsync(request.Write, state => ServerAccess.Find(state, request, "os-attach-interfaces:create").Then(server => Locks.Check(request, server)).Then(server =>
            Wish(state, request, server, wanted, address).Then(wish => creation.PortFor(state, request, server, wish)).Map(own =>
            {
                ServerActions.Begin(state, request, server, "attach_interface");
                progress.Save(state, server with { Ports = [.. server.Ports.Items, own] });
                return own;
            })));
        return attached.Map(own => Shown(request.At(store.Current), own));
    }

    private static Result<PortWish> Wish(Transaction state, ComputeRequest request, Server server, JsonElement wanted, string? address)
    {
        var now = ServerStates.Of(server).VmState;
        if (!Pluggable.Contains(now))
            return NovaErrors.Conflict($"Cannot 'attach_interface' instance {server.Id} while it is in vm_state {now}");
        if (LiveMoves.RefusalOf(server, "attach_interface") is { } moving)
            return moving;
        var tag = wanted.TextOf("tag");
        if (wanted.TextOf("port_id") is { } portId)
        {
            if (state.In(PortTable.Table).Find(portId) is not { } known || (known.ProjectId != request.Caller.ProjectId && !request.Caller.IsAdmin))
                return NovaErrors.NotFound($"Port id {portId} could not be found.");
            return NetworkChoice.Port(state, request.Caller, portId).TryGet(out var port, out var error)
                ? new PortWish(port.NetworkId, port.Id, null, tag)
                : error.Kind is ErrorKind.Conflict ? NovaErrors.BadRequest(error.Message) : error;
        }
        if (wanted.TextOf("net_id") is { } networkId)
        {
            if (state.In(NetworkTable.Table).Find(networkId) is not { } known || !NetworkAccess.Sees(state, request.Caller, known))
                return NovaErrors.NotFound($"Network {networkId} could not be found.");
            return NetworkChoice.Network(state, request.Caller, networkId)
                .Map(network => new PortWish(network.Id, null, address is null ? null : IpAddress.Parse(address), tag));
        }
        return NetworkChoice.Of(state, request.Caller, default, []).Then(Result<PortWish> (wishes) =>
            wishes.Count > 0 ? wishes[0] with { Tag = tag } : NovaErrors.BadRequest("No network could be found for the interface."));
    }

    private async ValueTask<Result<Reply>> DetachAsync(ComputeRequest request) => await store.WriteAsync(request.Write, state =>
        Find(state, request, "os-attach-interfaces:delete").Then(Result<Reply> (found) =>
        {
            var (server, own) = found;
            var now = ServerStates.Of(server).VmState;
            if (!Locks.Check(request, server).TryGet(out _, out var error))
                return error;
            if (!Pluggable.Contains(now))
                return NovaErrors.Conflict($"Cannot 'detach_interface' instance {server.Id} while it is in vm_state {now}");
            if (LiveMoves.RefusalOf(server, "detach_interface") is { } moving)
                return moving;
            ServerActions.Begin(state, request, server, "detach_interface");
            progress.Save(state, server with { Ports = server.Ports.Select(port => port == own ? port with { IsLeaving = true } : port).ToEquatableList() });
            return new Reply(StatusCodes.Status202Accepted, null);
        }));

    private static Reply Shown(ComputeRequest request, ServerPort own) => Reply.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("interfaceAttachment");
        Write(writer, request, own);
        writer.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter writer, ComputeRequest request, ServerPort own)
    {
        const int ShowsTag = 70;
        var port = request.State.In(PortTable.Table).Find(own.PortId) ?? new Port { Id = own.PortId };
        writer.WriteStartObject();
        writer.WriteString("net_id", port.NetworkId);
        writer.WriteString("port_id", port.Id);
        writer.WriteString("mac_addr", port.MacAddress.ToString());
        writer.WriteString("port_state", port.Status.ToString().ToUpperInvariant());
        writer.WriteStartArray("fixed_ips");
        foreach (var ip in port.FixedIps)
        {
            writer.WriteStartObject();
            writer.WriteString("subnet_id", ip.SubnetId);
            writer.WriteString("ip_address", ip.Address.ToString());
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        if (request.Version >= ShowsTag)
            writer.WriteString("tag", own.Tag);
        writer.WriteEndObject();
    }
}
