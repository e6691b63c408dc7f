using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Services;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Style;

namespace Naru.BlockStorage.Discovery;

/// <summary>What the API says about itself: versions, extensions, zones, filters.</summary>
internal sealed class DiscoveryEndpoints(VolumeApi api)
{
    private const int FiltersKnown = 33;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(BlockStorageRegistration.Root, http => ApiEdge.WriteAsync(http, Versions(http, StatusCodes.Status300MultipleChoices)));
        routes.MapGet(VolumeApi.Prefix, http => ApiEdge.WriteAsync(http, Versions(http, StatusCodes.Status200OK)));
        api.Map(routes, HttpMethods.Get, "extensions", _ => Reply.Json(writer => WriteList(writer, "extensions", Extensions.All, WriteExtension)));
        api.Map(routes, HttpMethods.Get, "extensions/{id}", request => Extensions.All.FirstOrDefault(extension => extension.Alias == request.Id) is { Alias: not null } found
            ? Reply.Json(writer =>
            {
                writer.WriteStartObject();
                writer.WritePropertyName("extension");
                WriteExtension(writer, found);
                writer.WriteEndObject();
            })
            : (Result<Reply>)CinderErrors.NoResource);
        api.Map(routes, HttpMethods.Get, "os-availability-zone", request => request.Refusal("volume:availability_zone_list") is { } refusal
            ? refusal
            : Reply.Json(writer => WriteList(writer, "availabilityZoneInfo", ServiceRecords.Zones(), WriteZone)));
        api.Map(routes, HttpMethods.Get, "resource_filters", request => Reply.Json(writer => WriteList(
            writer, "resource_filters",
            ResourceFilters.All.Where(filters => request.Query["resource"].ToString() is not { Length: > 0 } resource || filters.Resource == resource), WriteFilters)), FiltersKnown);
    }

    private static Reply Versions(HttpContext http, int status) => Reply.Json(
        writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("versions");
            writer.WriteStartObject();
            writer.WriteString("id", "v3.0");
            writer.WriteString("status", "CURRENT");
            writer.WriteString("version", VolumeApi.Versions.Max.ToString());
            writer.WriteString("min_version", VolumeApi.Versions.Min.ToString());
            writer.WriteString("updated", "2023-08-31T00:00:00Z");
            writer.WriteStartArray("links");
            writer.WriteLink("describedby", "https://docs.openstack.org/", "text/html");
            writer.WriteLink("self", $"{http.Request.Root()}{VolumeApi.Prefix}/");
            writer.WriteEndArray();
            writer.WriteStartArray("media-types");
            writer.WriteStartObject();
            writer.WriteString("base", "application/json");
            writer.WriteString("type", "application/vnd.openstack.volume+json;version=3");
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        },
        status);

    private static void WriteList<T>(Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartObject();
        writer.WriteStartArray(name);
        foreach (var item in items)
            write(writer, item);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteExtension(Utf8JsonWriter writer, (string Alias, string Name, string Description) extension)
    {
        writer.WriteStartObject();
        writer.WriteString("alias", extension.Alias);
        writer.WriteString("name", extension.Name);
        writer.WriteString("description", extension.Description);
        writer.WriteString("updated", "2012-02-07T00:00:00+00:00");
        writer.WriteStartArray("links");
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteZone(Utf8JsonWriter writer, string zone)
    {
        writer.WriteStartObject();
        writer.WriteString("zoneName", zone);
        writer.WriteStartObject("zoneState");
        writer.WriteBoolean("available", true);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteFilters(Utf8JsonWriter writer, (string Resource, string[] Filters) filters)
    {
        writer.WriteStartObject();
        writer.WriteString("resource", filters.Resource);
        writer.WriteStartArray("filters");
        foreach (var filter in filters.Filters)
            writer.WriteStringValue(filter);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
