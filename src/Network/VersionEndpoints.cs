using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Style;

namespace Naru.Network;

/// <summary>Which versions of the API exist (<c>/networking</c>) and which resources this one has (<c>/networking/v2.0</c>).</summary>
internal static class VersionEndpoints
{
    public static void MapVersions(this IEndpointRouteBuilder routes, Api versions, Api api)
    {
        versions.MapOpen(routes, HttpMethods.Get, "", request => ValueTask.FromResult<Result<Reply>>(Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("versions");
            writer.WriteStartObject();
            writer.WriteString("id", "v2.0");
            writer.WriteString("status", "CURRENT");
            WriteSelf(writer, $"{request.Http.Request.Root()}{api.Prefix}/");
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        })));
        api.MapOpen(routes, HttpMethods.Get, "", request => ValueTask.FromResult<Result<Reply>>(Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("resources");
            foreach (var definition in api.Definitions)
            {
                writer.WriteStartObject();
                writer.WriteString("name", definition.Singular);
                writer.WriteString("collection", definition.Plural);
                WriteSelf(writer, $"{request.Http.Request.Root()}{api.Prefix}/{definition.Path}");
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        })));
    }

    private static void WriteSelf(Utf8JsonWriter writer, string href)
    {
        writer.WriteStartArray("links");
        writer.WriteLink("self", href);
        writer.WriteEndArray();
    }
}
