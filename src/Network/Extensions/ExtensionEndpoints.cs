using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Primitives;
using Naru.Rest.Endpoints;

namespace Naru.Network.Extensions;

/// <summary><c>/extensions</c>: what this API can do beyond its core.</summary>
public static class ExtensionEndpoints
{
    public static void MapExtensions(this IEndpointRouteBuilder routes, Api api, ExtensionCatalog catalog)
    {
        api.Map(routes, HttpMethods.Get, "extensions", Result<Reply> (_) => Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("extensions");
            foreach (var extension in catalog.All)
                Write(writer, extension);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }));
        api.Map(routes, HttpMethods.Get, "extensions/{alias}", Result<Reply> (request) =>
            catalog.Find(request.Route("alias")) is { } extension
                ? Reply.Json(writer =>
                {
                    writer.WriteStartObject();
                    writer.WritePropertyName("extension");
                    Write(writer, extension);
                    writer.WriteEndObject();
                })
                : Error.NotFound("ExtensionNotFound", $"Extension with alias {request.Route("alias")} does not exist"));
    }

    private static void Write(Utf8JsonWriter writer, NetworkExtension extension)
    {
        writer.WriteStartObject();
        writer.WriteString("alias", extension.Alias);
        writer.WriteString("name", extension.Name);
        writer.WriteString("description", extension.Description);
        // The day on which this API began to announce extensions; clients show it and compare nothing.
        writer.WriteString("updated", "2026-01-01T00:00:00-00:00");
        writer.WriteStartArray("links");
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
