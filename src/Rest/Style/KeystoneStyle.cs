using System.Text.Json;
using Naru.Primitives;
using Naru.Rest.Declarations;

namespace Naru.Rest.Style;

/// <summary>The habits of the Identity API v3.</summary>
public sealed class KeystoneStyle : IApiStyle
{
    public IErrorDocument Errors { get; } = new KeystoneErrorDocument();

    public string UpdateMethod => "PATCH";

    public bool RefusesUnknown => false;

    public bool HidesForbidden => false;

    public Error NotFound(ResourceDefinition definition, string id) =>
        Error.NotFound("NotFound", $"Could not find {definition.Title.ToLowerInvariant()}: {(id.Length > 64 ? id[..64] : id)}.");

    public bool LinksResources => true;

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
