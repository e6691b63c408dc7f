using System.Text.Json;
using Naru.Primitives;
using Naru.Rest.Declarations;

namespace Naru.Rest.Parsing;

/// <summary>Reads request bodies into records by a resource's declaration.</summary>
public static class ResourceParser
{
    /// <summary>Takes the resource out of its wrapper: <c>{"network": {…}}</c>.</summary>
    public static Result<JsonElement> Unwrap(JsonElement body, string singular)
    {
        if (body.ValueKind is not JsonValueKind.Object || !body.TryGetProperty(singular, out var inner))
            return Bad($"Unable to find '{singular}' in request body");
        return inner.ValueKind is JsonValueKind.Object ? inner : Bad($"'{singular}' in the request body is not a dictionary");
    }

    /// <summary>Applies the fields of a body to a record.</summary>
    /// <param name="access"><see cref="Access.Create"/> or <see cref="Access.Update"/>.</param>
    /// <param name="strict">Refuse attributes that are not declared; otherwise they are ignored.</param>
    public static Result<(T Resource, Given Given)> Read<T>(
        ResourceDefinition<T> definition, JsonElement json, T start, Access access, bool strict) where T : class, IResource
    {
        if (json.ValueKind is not JsonValueKind.Object)
            return Bad($"'{definition.Singular}' in the request body is not a dictionary");
        var given = new List<string>();
        List<string>? unknown = null;
        var resource = start;
        foreach (var property in json.EnumerateObject())
        {
            if (definition.Find(property.Name) is not { } field)
            {
                if (strict)
                    (unknown ??= []).Add(property.Name);
                continue;
            }
            if ((field.Access & access) == 0)
            {
                return Bad(access is Access.Create
                    ? $"Attribute '{property.Name}' not allowed in POST"
                    : $"Cannot update read-only attribute {property.Name}");
            }
            if (!field.Set(resource, property.Value).TryGet(out var next, out var error))
                return error;
            resource = next;
            given.Add(field.Name);
        }
        if (unknown is not null)
            return Bad($"Unrecognized attribute(s) '{string.Join(", ", unknown.Select(name => name.Length > 64 ? name[..64] : name))}'");
        if (access is Access.Create)
        {
            foreach (var field in definition.Fields)
            {
                if (field.Required && !given.Contains(field.Name))
                    return Bad($"Failed to parse request. Required attribute '{field.Name}' not specified");
            }
        }
        return (resource, new Given(given));
    }

    private static Error Bad(string message) => new(ErrorKind.Invalid, "HTTPBadRequest", message);
}
