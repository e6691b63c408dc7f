using System.Text.Json;
using Naru.Primitives;
using Naru.Rest.Declarations;

namespace Naru.Rest.Style;

/// <summary>The habits of the Networking API v2.0.</summary>
public sealed class NeutronStyle : IApiStyle
{
    public IErrorDocument Errors { get; } = new NeutronErrorDocument();

    public string UpdateMethod => "PUT";

    public bool RefusesUnknown => true;

    public bool HidesForbidden => true;

    public Error NotFound(ResourceDefinition definition, string id) => definition.NotFound(id);

    public bool LinksResources => false;

    public Error NotAllowed(string rule) => Error.Forbidden("PolicyNotAuthorized", $"rule:{rule} is disallowed by policy");

    public void WriteListLinks(Utf8JsonWriter writer, string plural, string url, string? nextUrl, string? previousUrl)
    {
        if (nextUrl is null && previousUrl is null)
            return;
        writer.WriteStartArray(plural + "_links");
        if (nextUrl is not null)
            writer.WriteLink("next", nextUrl);
        if (previousUrl is not null)
            writer.WriteLink("previous", previousUrl);
        writer.WriteEndArray();
    }

    public void WriteResourceLinks(Utf8JsonWriter writer, string collectionUrl, string id)
    {
        // The Networking API has no links inside resources.
    }

    // Neutron takes either for the other; the SDK writes network_segment_ranges, tempest network-segment-ranges.
    public IEnumerable<string> SpellingsOf(string path) =>
        path.Contains('-', StringComparison.Ordinal) ? [path, path.Replace('-', '_')] : [path];
}
