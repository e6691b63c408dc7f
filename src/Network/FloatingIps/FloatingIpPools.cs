using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Network.Networks;
using Naru.Network.Subnets;
using Naru.Primitives;
using Naru.Rest.Endpoints;

namespace Naru.Network.FloatingIps;

/// <summary><c>/floatingip_pools</c>: the subnets that floating IPs can be from (extension <c>floatingip-pools</c>).</summary>
internal static class FloatingIpPools
{
    /// <summary>Maps it under both spellings, as the API does with every hyphen: Neutron's own has none.</summary>
    public static void MapFloatingIpPools(this IEndpointRouteBuilder routes, Api api) =>
        api.Map(routes, HttpMethods.Get, "floatingip-pools", List);

    private static Result<Reply> List(ApiRequest request) => Reply.Json(writer =>
    {
        var pools = from network in request.State.In(NetworkTable.Table).All
                    where network.IsExternal && NetworkAccess.Sees(request.State, request.Caller, network)
                    from subnet in SubnetTable.ByNetwork.Of(request.State, network.Id)
                    where subnet.IpVersion == 4
                    select subnet;
        writer.WriteStartObject();
        writer.WriteStartArray("floatingip_pools");
        foreach (var subnet in pools)
        {
            writer.WriteStartObject();
            writer.WriteString("subnet_id", subnet.Id);
            writer.WriteString("subnet_name", subnet.Name);
            writer.WriteString("network_id", subnet.NetworkId);
            writer.WriteString("cidr", subnet.Cidr.ToString());
            writer.WriteString("project_id", subnet.ProjectId);
            writer.WriteString("tenant_id", subnet.ProjectId);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
