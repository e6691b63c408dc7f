using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Requests;
using Naru.Primitives;
using Naru.Rest.Endpoints;

namespace Naru.Compute.Servers.Parts;

/// <summary><c>/servers/{id}/ips</c>.</summary>
internal sealed class AddressEndpoints(ComputeApi api)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, "servers/{server_id}/ips", request => ServerAccess.Find(request.State, request, "ips:index").Map(server => Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("addresses");
            foreach (var network in ServerAddresses.Of(request.State, server))
            {
                writer.WritePropertyName(network.Key);
                ServerAddresses.Write(writer, network, isLong: false);
            }
            writer.WriteEndObject();
            writer.WriteEndObject();
        })));
        api.Map(routes, HttpMethods.Get, "servers/{server_id}/ips/{network}", OfNetwork);
    }

    private static Result<Reply> OfNetwork(ComputeRequest request)
    {
        if (!ServerAccess.Find(request.State, request, "ips:show").TryGet(out var server, out var error))
            return error;
        return ServerAddresses.Of(request.State, server).FirstOrDefault(network => network.Key == request.Route("network")) is not { } found
            ? NovaErrors.NotFound("Instance is not a member of specified network")
            : Reply.Json(writer =>
            {
                writer.WriteStartObject();
                writer.WritePropertyName(found.Key);
                ServerAddresses.Write(writer, found, isLong: false);
                writer.WriteEndObject();
            });
    }
}
