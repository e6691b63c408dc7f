using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Images.Content;
using Naru.Images.Import;
using Naru.Images.Metadefs;
using Naru.Images.Requests;
using Naru.Rest.Endpoints;
using Naru.Rest.Style;

namespace Naru.Images.Discovery;

/// <summary>What the API says about itself: versions, methods of import, stores, schemas.</summary>
internal sealed class DiscoveryEndpoints(ImageApi api, ImportMethods methods)
{
    // 2.13 is the version whose features are here: hidden images, several hashes, import and its tasks. 2.14 and 2.16 manage a cache.
    private const int NewestMinor = 13;

    // Versions of which the service says that they exist; 2.8 is that of several stores in development.
    private static readonly int[] Minors = [13, 12, 11, 10, 9, 7, 6, 5, 4, 3, 2, 1, 0];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(ImageRegistration.Root, http => ApiEdge.WriteAsync(http, Versions(http, StatusCodes.Status300MultipleChoices)));
        foreach (var path in (string[])["/versions", ImageApi.Version])
            routes.MapGet(ImageRegistration.Root + path, http => ApiEdge.WriteAsync(http, Versions(http, StatusCodes.Status200OK)));
        api.Map(routes, HttpMethods.Get, "info/import", _ => Reply.Json(WriteMethods));
        api.Map(routes, HttpMethods.Get, "info/stores", _ => Reply.Json(WriteStores));
        api.Map(routes, HttpMethods.Get, "schemas/{name}", request => Schemas.Find(request.Route("name")) is { } schema
            ? Reply.Json(writer => writer.WriteRawValue(schema))
            : GlanceErrors.NoResource);
        api.Map(routes, HttpMethods.Get, "schemas/metadefs/{name}", request => MetadefSchemas.ByName.TryGetValue(request.Route("name"), out var schema)
            ? Reply.Json(writer => writer.WriteRawValue(schema))
            : GlanceErrors.NoResource);
    }

    private static Reply Versions(HttpContext http, int status) => Reply.Json(
        writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("versions");
            foreach (var minor in Minors)
            {
                writer.WriteStartObject();
                writer.WriteString("id", $"v2.{minor}");
                writer.WriteString("status", minor == NewestMinor ? "CURRENT" : "SUPPORTED");
                writer.WriteStartArray("links");
                writer.WriteLink("self", $"{http.Request.Root()}{ImageRegistration.Root}{ImageApi.Version}/");
                writer.WriteEndArray();
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        },
        status);

    private void WriteMethods(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("import-methods");
        writer.WriteString("description", "Import methods available.");
        writer.WriteString("type", "array");
        writer.WriteStartArray("value");
        foreach (var method in methods.Names)
            writer.WriteStringValue(method);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteStores(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("stores");
        writer.WriteStartObject();
        writer.WriteString("id", ImageFiles.StoreName);
        writer.WriteString("description", "Files of the server.");
        writer.WriteString("default", "true");
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
