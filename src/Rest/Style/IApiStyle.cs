using System.Text.Json;
using Naru.Primitives;
using Naru.Rest.Declarations;

namespace Naru.Rest.Style;

/// <summary>The habits in which the OpenStack APIs differ from each other.</summary>
public interface IApiStyle
{
    IErrorDocument Errors { get; }

    /// <summary><c>PUT</c> or <c>PATCH</c>.</summary>
    string UpdateMethod { get; }

    /// <summary>Whether a filter or attribute that is not declared is an error; otherwise it is ignored.</summary>
    bool RefusesUnknown { get; }

    /// <summary>Whether what a caller may not see is said not to exist; otherwise the answer is that it is forbidden.</summary>
    bool HidesForbidden { get; }

    /// <summary>The answer for an id that nothing has.</summary>
    Error NotFound(ResourceDefinition definition, string id);

    /// <summary>The refusal of a policy.</summary>
    Error NotAllowed(string rule);

    /// <summary>What stands beside the list in a list's body: links to pages, or to itself.</summary>
    void WriteListLinks(Utf8JsonWriter writer, string plural, string url, string? nextUrl, string? previousUrl);

    /// <summary>Whether resources have links, which depend on the address that the client used.</summary>
    bool LinksResources { get; }

    /// <summary>The ways in which clients write a path that has hyphens.</summary>
    IEnumerable<string> SpellingsOf(string path) => [path];

    /// <summary>What stands inside each resource besides its fields.</summary>
    void WriteResourceLinks(Utf8JsonWriter writer, string collectionUrl, string id);
}
