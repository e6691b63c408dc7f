using System.Text.Json;
using Naru.Identity.EndpointFilter;
using Naru.Identity.Tokens;
using Naru.State;

namespace Naru.Identity.Catalog;

/// <summary>The catalog as tokens carry it: every enabled service that has an endpoint for the caller.</summary>
internal static class CatalogWriter
{
    private static readonly string[] ProjectPlaceholders = ["$(project_id)s", "%(project_id)s", "$(tenant_id)s", "%(tenant_id)s"];

    /// <summary>Writes the array.</summary>
    public static void Write(Utf8JsonWriter writer, IStateReader state, ValidToken token)
    {
        var given = token.Project is null ? null : EndpointFilterTables.EndpointsOf(state, token.Project.Id);
        writer.WriteStartArray();
        foreach (var service in state.In(CatalogTables.Services).All)
        {
            if (!service.Enabled)
                continue;
            writer.WriteStartObject();
            writer.WriteStartArray("endpoints");
            foreach (var endpoint in CatalogTables.EndpointsByService.Of(state, service.Id))
            {
                if (endpoint.Enabled && given?.Contains(endpoint.Id) is not false && UrlFor(endpoint, token) is { } url)
                    WriteEndpoint(writer, endpoint, url);
            }
            writer.WriteEndArray();
            writer.WriteString("id", service.Id);
            writer.WriteString("type", service.Type);
            writer.WriteString("name", service.Name ?? "");
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteEndpoint(Utf8JsonWriter writer, Endpoint endpoint, string url)
    {
        writer.WriteStartObject();
        writer.WriteString("id", endpoint.Id);
        writer.WriteString("interface", endpoint.Interface);
        writer.WriteString("region_id", endpoint.RegionId);
        writer.WriteString("url", url);
        writer.WriteString("region", endpoint.RegionId);
        writer.WriteEndObject();
    }

    // An endpoint of projects is not there for whoever has no project.
    private static string? UrlFor(Endpoint endpoint, ValidToken token)
    {
        var url = endpoint.Url;
        foreach (var placeholder in ProjectPlaceholders)
        {
            if (!url.Contains(placeholder, StringComparison.Ordinal))
                continue;
            if (token.Project is null)
                return null;
            url = url.Replace(placeholder, token.Project.Id, StringComparison.Ordinal);
        }
        return url.Replace("$(user_id)s", token.User.Id, StringComparison.Ordinal).Replace("%(user_id)s", token.User.Id, StringComparison.Ordinal);
    }
}
