using System.Text.Json.Nodes;
using Naru.Rest.Declarations;
using Naru.Rest.Endpoints;

namespace Naru.Rest.OpenApi;

/// <summary>The schemas of resources: as they are shown, as they are created, and as they are changed.</summary>
internal sealed class ResourceSchemas(Api api)
{
    private readonly SortedDictionary<string, JsonObject> _schemas = new(StringComparer.Ordinal);

    public JsonObject All()
    {
        _schemas["Error"] = SchemaText.Of(api.Style.Errors.WriteSchema);
        var all = new JsonObject();
        foreach (var (name, schema) in _schemas)
            all[name] = schema;
        return all;
    }

    /// <summary>Adds a resource's three schemas.</summary>
    /// <returns>The name of the first; the others end in <c>Create</c> and <c>Update</c>.</returns>
    public string Add(ResourceDefinition definition)
    {
        var name = string.Concat(definition.Singular.Split('_', '-').Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        // Two resources may have one word, such as the QoS policy and its alias.
        if (_schemas.ContainsKey(name))
            name += string.Concat(definition.Path.Where(char.IsAsciiLetter));
        var fields = definition.Describe();
        _schemas[name] = Schema(definition, fields.Where(field => !field.WriteOnly), isInput: false);
        if (definition.Operations.HasFlag(Operations.Create))
            _schemas[name + "Create"] = Schema(definition, fields.Where(field => field.Access.HasFlag(Access.Create)), isInput: true);
        if (definition.Operations.HasFlag(Operations.Update))
            _schemas[name + "Update"] = Schema(definition, fields.Where(field => field.Access.HasFlag(Access.Update)), isInput: true, isUpdate: true);
        return name;
    }

    /// <summary>What a list can be asked by.</summary>
    public IEnumerable<JsonObject> Query(ResourceDefinition definition)
    {
        var fields = definition.Describe();
        foreach (var field in fields.Where(field => field.Query.HasFlag(Declarations.Query.Filter)))
            yield return Parameter(field.Name, Filter(field), $"Only those with this {field.Name}.", repeats: true);
        if (definition.Tagged)
        {
            yield return Parameter("tags", Text(), "Only those with all of these tags, separated by commas.");
            yield return Parameter("tags-any", Text(), "Only those with any of these tags.");
            yield return Parameter("not-tags", Text(), "Only those without all of these tags.");
            yield return Parameter("not-tags-any", Text(), "Only those without any of these tags.");
        }
        var sortable = fields.Where(field => field.Query.HasFlag(Declarations.Query.Sort)).Select(field => field.Name).ToList();
        if (sortable.Count > 0)
        {
            yield return Parameter("sort_key", Words(sortable), "What to sort by; more than one sorts by each in turn.", repeats: true);
            yield return Parameter("sort_dir", Words(["asc", "desc"]), "A direction for each sort_key.", repeats: true);
        }
        yield return Parameter("limit", new JsonObject { ["type"] = "integer", ["minimum"] = 0 }, "The most that a page shows; 0: all.");
        yield return Parameter("marker", Text(), "The id of the last one of the page before.");
        if (!api.Style.RefusesUnknown)
            yield break;
        yield return Parameter("page_reverse", new JsonObject { ["type"] = "boolean" }, "The page that ends before the marker.");
        yield return Parameter("fields", Words([.. fields.Where(field => !field.WriteOnly).Select(field => field.Name)]), "Show these attributes only.", repeats: true);
    }

    /// <summary>The header of changes that must not overwrite another's.</summary>
    public IEnumerable<JsonObject> Revision()
    {
        if (api.Style.RefusesUnknown)
        {
            yield return new JsonObject
            {
                ["name"] = "If-Match", ["in"] = "header",
                ["schema"] = new JsonObject { ["type"] = "string", ["pattern"] = "^revision_number=[0-9]+$" },
                ["description"] = "The revision that the resource must have.",
            };
        }
    }

    public static JsonObject Of(ActionDescription action)
    {
        var properties = new JsonObject();
        foreach (var (name, schema) in action.Members)
            properties[name] = schema.DeepClone();
        var body = new JsonObject { ["type"] = "object", ["properties"] = properties };
        return action.Wrapper is null ? body : new JsonObject
        {
            ["type"] = "object", ["required"] = new JsonArray(action.Wrapper), ["properties"] = new JsonObject { [action.Wrapper] = body },
        };
    }

    private JsonObject Schema(ResourceDefinition definition, IEnumerable<FieldDescription> fields, bool isInput, bool isUpdate = false)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var field in fields)
        {
            var schema = (JsonObject)field.Schema.DeepClone();
            if (isInput && !isUpdate && field.Default is { } value)
                schema["default"] = JsonNode.Parse(value);
            if (!isInput && field.Access is Access.ReadOnly)
                schema["readOnly"] = true;
            if (isInput && field.WriteOnly)
                schema["writeOnly"] = true;
            if (field.AliasOf is not null)
                schema["description"] = $"The same as {field.AliasOf}.";
            if (field.Extension is not null && field.Extension != definition.Extension)
                schema["x-openstack-extension"] = field.Extension;
            properties[field.Name] = schema;
            if (isInput && !isUpdate && field.Required && field.AliasOf is null)
                required.Add((JsonNode)field.Name);
        }
        var made = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.Count > 0)
            made["required"] = required;
        // What is not declared is an error for Neutron and kept or ignored by Keystone.
        if (isInput && api.Style.RefusesUnknown)
            made["additionalProperties"] = false;
        return made;
    }

    // A filter is text in a URL; an enumeration or a number tells more than that.
    private static JsonObject Filter(FieldDescription field) =>
        field.Schema["type"] is JsonValue type && (string?)type is "boolean" or "integer" or "string" ? field.Schema : Text();

    private static JsonObject Parameter(string name, JsonObject schema, string description, bool repeats = false)
    {
        var parameter = new JsonObject { ["name"] = name, ["in"] = "query", ["description"] = description };
        if (repeats)
            (parameter["style"], parameter["explode"]) = ("form", true);
        parameter["schema"] = repeats ? new JsonObject { ["type"] = "array", ["items"] = schema } : schema;
        return parameter;
    }

    private static JsonObject Text() => new() { ["type"] = "string" };

    private static JsonObject Words(IReadOnlyList<string> words) =>
        new() { ["type"] = "string", ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) };
}
