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
    /// <inheritdoc cref="Parse{T}"/>
    public static Result<(T Resource, Given Given)> Read<T>(
        ResourceDefinition<T> definition, JsonElement json, T start, Access access, bool strict) where T : class, IResource =>
        Parse(definition, json, access, strict).Then(body => body.ApplyTo(start).Map(resource => (resource, body.Given)));

    /// <summary>Reads and checks the fields of a body without a record to put them into.</summary>
    /// <param name="access"><see cref="Access.Create"/> or <see cref="Access.Update"/>.</param>
    /// <param name="strict">Refuse attributes that are not declared or may not be given; otherwise they are kept as extras or ignored.</param>
    public static Result<ParsedBody<T>> Parse<T>(ResourceDefinition<T> definition, JsonElement json, Access access, bool strict)
        where T : class, IResource
    {
        if (json.ValueKind is not JsonValueKind.Object)
            return Bad($"'{definition.Singular}' in the request body is not a dictionary");
        var given = new List<string>();
        var changes = new List<Func<T, T>>();
        var extras = new List<ExtraAttribute>();
        List<string>? unknown = null;
        foreach (var property in json.EnumerateObject())
        {
            if (definition.Find(property.Name) is not { } field)
            {
                if (strict)
                    (unknown ??= []).Add(property.Name);
                else if (definition.Extras is not null && property.Name != "links")
                    extras.Add(new ExtraAttribute(property.Name, property.Value.GetRawText()));
                continue;
            }
            if ((field.Access & access) == 0)
            {
                if (!strict)
                    continue;
                return Bad(access is Access.Create
                    ? $"Attribute '{property.Name}' not allowed in POST"
                    : $"Cannot update read-only attribute {property.Name}");
            }
            if (!field.Parse(property.Value).TryGet(out var change, out var error))
                return error;
            if (field.Alias is { } alias && property.Name == alias && json.TryGetProperty(field.Name, out var named)
                && !JsonElement.DeepEquals(named, property.Value))
            {
                return Bad($"'{field.Name}' and '{alias}' do not match");
            }
            changes.Add(change);
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
        return new ParsedBody<T>(changes, extras, definition.Extras, new Given(given));
    }

    private static Error Bad(string message) => new(ErrorKind.Invalid, "HTTPBadRequest", message);
}
