using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Rest.Endpoints;

namespace Naru.Rest.OpenApi;

/// <summary>Serves an API's OpenAPI document to anybody, as its version document is.</summary>
public static class OpenApiEndpoint
{
    /// <param name="path">Such as <c>/networking/openapi.json</c>.</param>
    public static void MapOpenApi(this IEndpointRouteBuilder routes, Api api, string path, string title, string version)
    {
        // Everything is mapped before the first request.
        var text = new Lazy<byte[]>(() => Written(api, title, version));
        routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = text.Value.Length;
            if (!HttpMethods.IsHead(context.Request.Method))
                await context.Response.Body.WriteAsync(text.Value);
        });
    }

    private static byte[] Written(Api api, string title, string version)
    {
        using var memory = new MemoryStream();
        using (var writer = new Utf8JsonWriter(memory, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
            OpenApiDocument.Of(api, title, version).WriteTo(writer);
        memory.WriteByte((byte)'\n');
        return memory.ToArray();
    }
}
