using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Primitives;
using Naru.Rest.Endpoints;

namespace Naru.Network.Agents;

/// <summary><c>/availability_zones</c>, with the filters of <c>availability_zone_filter</c>.</summary>
internal static class AvailabilityZoneEndpoints
{
    public static void MapAvailabilityZones(this IEndpointRouteBuilder routes, Api api) =>
        api.Map(routes, HttpMethods.Get, "availability_zones", Result<Reply> (request) => Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("availability_zones");
            foreach (var zone in AvailabilityZone.All(request.State))
            {
                var state = zone.IsAvailable ? "available" : "unavailable";
                if (!Matches("name", zone.Name) || !Matches("resource", zone.Resource) || !Matches("state", state))
                    continue;
                writer.WriteStartObject();
                writer.WriteString("name", zone.Name);
                writer.WriteString("resource", zone.Resource);
                writer.WriteString("state", state);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();

            bool Matches(string filter, string value) =>
                !request.Http.Request.Query.TryGetValue(filter, out var wanted) || wanted.Contains(value);
        }));
}
