using System.Text.Json.Nodes;
using Naru.Rest.Values;

namespace Naru.Rest.OpenApi;

/// <summary>What an operation beside the five of a resource does and wants, for its document.</summary>
/// <param name="Summary">A phrase, such as <c>Attach a subnet or a port to a router</c>.</param>
public sealed record ActionDescription(string Summary)
{
    private readonly List<(string Name, JsonObject Schema)> _members = [];

    /// <summary>The members of the body, in order; none: it has no body, or one that is not described.</summary>
    public IReadOnlyList<(string Name, JsonObject Schema)> Members => _members;

    /// <summary>The word that the members are wrapped in; null: they are the body.</summary>
    public string? Wrapper { get; init; }

    public ActionDescription With<T>(string name, ValueKind<T> kind)
    {
        _members.Add((name, SchemaText.Of(kind.WriteSchema)));
        return this;
    }
}
