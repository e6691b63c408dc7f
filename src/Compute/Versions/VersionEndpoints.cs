using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Requests;
using Naru.Rest.Endpoints;
using Naru.Rest.Style;

namespace Naru.Compute.Versions;

/// <summary>What the API says about its versions, to anybody.</summary>
internal static class VersionEndpoints
{
    public static void MapVersions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(ComputeRegistration.Root, http => WriteAsync(http, writer =>
        {
            writer.WriteStartArray("versions");
            WriteVersion(writer, http, "v2.0", "v2", isCurrent: false, hasMedia: false);
            WriteVersion(writer, http, "v2.1", "v2.1", isCurrent: true, hasMedia: false);
            writer.WriteEndArray();
        }));
        routes.MapGet($"{ComputeRegistration.Root}/v2", http => WriteAsync(http, writer =>
        {
            writer.WritePropertyName("version");
            WriteVersion(writer, http, "v2.0", "v2", isCurrent: false, hasMedia: true);
        }));
        routes.MapGet($"{ComputeRegistration.Root}/v2.1", http => WriteAsync(http, writer =>
        {
            writer.WritePropertyName("version");
            WriteVersion(writer, http, "v2.1", "v2.1", isCurrent: true, hasMedia: true);
        }));
    }

    private static void WriteVersion(Utf8JsonWriter writer, HttpContext http, string id, string path, bool isCurrent, bool hasMedia)
    {
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteString("status", isCurrent ? "CURRENT" : "SUPPORTED");
        writer.WriteString("version", isCurrent ? ComputeApi.Versions.Max.ToString() : "");
        writer.WriteString("min_version", isCurrent ? ComputeApi.Versions.Min.ToString() : "");
        writer.WriteString("updated", isCurrent ? "2013-07-23T11:33:21Z" : "2011-01-21T11:33:21Z");
        writer.WriteStartArray("links");
        writer.WriteLink("self", $"{http.Request.Root()}{ComputeRegistration.Root}/{path}/");
        if (hasMedia)
        {
            writer.WriteLink("describedby", "https://docs.openstack.org/api-ref/compute/", "text/html");
        }
        writer.WriteEndArray();
        if (hasMedia)
        {
            writer.WriteStartArray("media-types");
            writer.WriteStartObject();
            writer.WriteString("base", "application/json");
            writer.WriteString("type", $"application/vnd.openstack.compute+json;version={(isCurrent ? "2.1" : "2")}");
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    private static async Task WriteAsync(HttpContext http, Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        await using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = buffer.WrittenCount;
        await http.Response.Body.WriteAsync(buffer.WrittenMemory);
    }
}
