using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Rest.Endpoints;
using Naru.Rest.Style;

namespace Naru.Identity.Discovery;

/// <summary>How clients find the API before they have a token: <c>/identity</c> and <c>/identity/v3</c>.</summary>
internal static class VersionDocuments
{
    // The last version of the Identity API that the reference lists.
    private const string Version = "v3.14";
    private const string Updated = "2020-04-07T00:00:00Z";

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapVersions(IEndpointRouteBuilder routes, string root)
    {
        routes.MapMethods(root, [HttpMethods.Get, HttpMethods.Head], context => AnswerAsync(context, StatusCodes.Status300MultipleChoices, writer =>
        {
            writer.WriteStartObject("versions");
            writer.WriteStartArray("values");
            WriteVersion(writer, context, root);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }));
        routes.MapMethods($"{root}/v3", [HttpMethods.Get, HttpMethods.Head], context => AnswerAsync(context, StatusCodes.Status200OK, writer =>
        {
            writer.WritePropertyName("version");
            WriteVersion(writer, context, root);
        }));
    }

    private static void WriteVersion(Utf8JsonWriter writer, HttpContext context, string root)
    {
        writer.WriteStartObject();
        writer.WriteString("id", Version);
        writer.WriteString("status", "stable");
        writer.WriteString("updated", Updated);
        writer.WriteStartArray("links");
        writer.WriteLink("self", $"{context.Request.Root()}{root}/v3/");
        writer.WriteEndArray();
        writer.WriteStartArray("media-types");
        writer.WriteStartObject();
        writer.WriteString("base", "application/json");
        writer.WriteString("type", "application/vnd.openstack.identity-v3+json");
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static async Task AnswerAsync(HttpContext context, int status, Action<Utf8JsonWriter> body)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        await using (var writer = new Utf8JsonWriter(buffer, Relaxed))
        {
            writer.WriteStartObject();
            body(writer);
            writer.WriteEndObject();
        }
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = buffer.WrittenCount;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(buffer.WrittenMemory);
    }
}
