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
    public static void MapFloatingIpPools(this IEndpointRouteBuilder routes, Api api) =>
        api.Map(routes, HttpMethods.Get, "floatingip_pools", Result<Reply> (request) => Reply.Json(writer =>
        {
            // Everybody sees external networks, so a pool is nobody's secret.
            var pools = from network in request.State.In(NetworkTable.Table).All
                        where network.IsExternal
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
        }));
}
