using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.State;

namespace Naru.Rest.Endpoints;

/// <summary>A request whose caller is known.</summary>
public sealed class ApiRequest(HttpContext http, Caller caller, Snapshot state)
{
    public HttpContext Http { get; } = http;

    public Caller Caller { get; } = caller;

    /// <summary>The state when the request arrived; reads need no other.</summary>
    public Snapshot State { get; } = state;

    public WriteContext Write => new(Caller.RequestId, Caller.UserId);

    /// <summary>A variable of the path.</summary>
    public string Route(string name) => Http.Request.RouteValues[name] as string ?? "";

    /// <summary>The URL of the request without its query.</summary>
    public string Url => $"{Http.Request.Root()}{Http.Request.Path}";

    // A lone surrogate escape or a broken byte sequence passes as JSON and throws wherever the string is read.
    private static bool HasOnlyText(JsonElement body)
    {
        var bytes = JsonMarshal.GetRawUtf8Value(body);
        if (!Utf8.IsValid(bytes))
            return false;
        if (bytes.IndexOf("\\u"u8) < 0)
            return true;
        try
        {
            ReadAllText(body);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static void ReadAllText(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                json.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray())
                    ReadAllText(item);
                break;
            case JsonValueKind.Object:
                foreach (var property in json.EnumerateObject())
                {
                    _ = property.Name;
                    ReadAllText(property.Value);
                }
                break;
        }
    }

    /// <summary>Reads the body as JSON; an empty body is an undefined element.</summary>
    /// <remarks>The document's buffers come from a pool and go back to it when the request ends.</remarks>
    public async ValueTask<Result<JsonElement>> BodyAsync()
    {
        try
        {
            if (Http.Request.ContentLength is 0 or null && !Http.Request.Headers.TransferEncoding.Contains("chunked"))
                return default(JsonElement);
            var document = await JsonDocument.ParseAsync(Http.Request.Body, default, Http.RequestAborted);
            Http.Response.RegisterForDispose(document);
            return HasOnlyText(document.RootElement)
                ? document.RootElement
                : new Error(ErrorKind.Invalid, "HTTPBadRequest", "The body is not valid JSON: a string in it is not Unicode text.");
        }
        catch (JsonException exception)
        {
            return new Error(ErrorKind.Invalid, "HTTPBadRequest", $"The body is not valid JSON: {exception.Message}");
        }
        catch (BadHttpRequestException exception)
        {
            return new Error(
                exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? ErrorKind.TooLarge : ErrorKind.Invalid, "HTTPBadRequest", exception.Message);
        }
    }
}
