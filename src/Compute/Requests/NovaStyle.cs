using System.Text.Json;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Style;

namespace Naru.Compute.Requests;

/// <summary>The habits of the Compute API v2.1.</summary>
internal sealed class NovaStyle : IApiStyle
{
    public IErrorDocument Errors { get; } = new NovaErrorDocument();

    public string UpdateMethod => "PUT";

    public bool RefusesUnknown => true;

    public bool HidesForbidden => false;

    public bool LinksResources => true;

    public Error NotFound(ResourceDefinition definition, string id) => definition.NotFound(id);

    public Error NotAllowed(string rule) => NovaErrors.NotAllowed(rule);

    public void WriteListLinks(Utf8JsonWriter writer, string plural, string url, string? nextUrl, string? previousUrl)
    {
        if (nextUrl is null)
            return;
        writer.WriteStartArray(plural + "_links");
        writer.WriteLink("next", nextUrl);
        writer.WriteEndArray();
    }

    public void WriteResourceLinks(Utf8JsonWriter writer, string collectionUrl, string id)
    {
        writer.WriteStartArray("links");
        writer.WriteLink("self", $"{collectionUrl}/{id}");
        writer.WriteEndArray();
    }
}
