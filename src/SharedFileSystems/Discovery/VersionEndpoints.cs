using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Rest.Endpoints;
using Naru.Rest.Style;
using Naru.SharedFileSystems.Requests;

namespace Naru.SharedFileSystems.Discovery;

/// <summary>What the API says about its versions. Version 1 is named, as Manila does, and nothing else of it is there.</summary>
internal static class VersionEndpoints
{
    private const string Header = "X-OpenStack-Manila-API-Version";

    public static void Map(IEndpointRouteBuilder routes, ShareApi api)
    {
        var root = SharedFileSystemsRegistration.Root;
        routes.MapGet(root, http => ApiEdge.WriteAsync(http, Document(http, StatusCodes.Status300MultipleChoices, "v1.0", "v2.0")));
        routes.MapGet(root + "/v1", http =>
        {
            http.Response.Headers[Header] = "1.0";
            http.Response.Headers.Vary = Header;
            return ApiEdge.WriteAsync(http, Document(http, StatusCodes.Status200OK, "v1.0"));
        });
        routes.MapGet(ShareApi.Prefix, http => ShareApi.Versions.Of(http).TryGet(out _, out var error)
            ? ApiEdge.WriteAsync(http, Document(http, StatusCodes.Status200OK, "v2.0"))
            : api.RefuseAnybodyAsync(http, error));
    }

    private static Reply Document(HttpContext http, int status, params string[] ids) => Reply.Json(
        writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("versions");
            foreach (var id in ids)
                WriteVersion(writer, http, id);
            writer.WriteEndArray();
            writer.WriteEndObject();
        },
        status);

    private static void WriteVersion(Utf8JsonWriter writer, HttpContext http, string id)
    {
        var isCurrent = id == "v2.0";
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteString("status", isCurrent ? "CURRENT" : "DEPRECATED");
        writer.WriteString("version", isCurrent ? ShareApi.Versions.Max.ToString() : "");
        writer.WriteString("min_version", isCurrent ? ShareApi.Versions.Min.ToString() : "");
        writer.WriteString("updated", "2015-08-27T11:33:21Z");
        writer.WriteStartArray("links");
        writer.WriteLink("self", $"{http.Request.Root()}{SharedFileSystemsRegistration.Root}/{id[..2]}/");
        writer.WriteEndArray();
        writer.WriteStartArray("media-types");
        writer.WriteStartObject();
        writer.WriteString("base", "application/json");
        writer.WriteString("type", $"application/vnd.openstack.share+json;version={id[1]}");
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
