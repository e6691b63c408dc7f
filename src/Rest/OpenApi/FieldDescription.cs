using System.Text.Json.Nodes;
using Naru.Rest.Declarations;

namespace Naru.Rest.OpenApi;

/// <summary>A field of a declaration as documents need it.</summary>
/// <param name="Schema">The JSON schema of the value.</param>
/// <param name="AliasOf">The name that this is a second one of; null: it is the first.</param>
/// <param name="Default">The value of a creation that does not give the field, as JSON text; null: none that says anything.</param>
public sealed record FieldDescription(
    string Name, JsonObject Schema, string? Default, Access Access, bool Required, Query Query, bool WriteOnly, string? Extension, string? AliasOf);
