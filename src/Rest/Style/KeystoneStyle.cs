using System.Text.Json;
using Naru.Primitives;

namespace Naru.Rest.Style;

/// <summary>The habits of the Identity API v3.</summary>
public sealed class KeystoneStyle : IApiStyle
{
    public IErrorDocument Errors { get; } = new KeystoneErrorDocument();

    public string UpdateMethod => "PATCH";

    public bool RefusesUnknown => false;

    public Error NotAllowed(string rule) =>
        Error.Forbidden("Forbidden", $"You are not authorized to perform the requested action: identity:{rule}.");

    public void WriteListLinks(Utf8JsonWriter writer, string plural, string url, string? nextUrl, string? previousUrl)
    {
        writer.WriteStartObject("links");
        writer.WriteString("next", nextUrl);
        writer.WriteString("self", url);
        writer.WriteString("previous", previousUrl);
        writer.WriteEndObject();
    }

    public void WriteResourceLinks(Utf8JsonWriter writer, string collectionUrl, string id)
    {
        writer.WriteStartObject("links");
        writer.WriteString("self", $"{collectionUrl}/{id}");
        writer.WriteEndObject();
    }
}
