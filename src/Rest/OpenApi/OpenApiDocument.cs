using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Naru.Rest.Declarations;
using Naru.Rest.Endpoints;

namespace Naru.Rest.OpenApi;

/// <summary>An API as an OpenAPI 3.1 document, from the declarations of its resources and what is mapped beside them.</summary>
public sealed class OpenApiDocument
{
    private static readonly (int Status, string Name, string Meaning)[] Refusals =
    [
        (400, "BadRequest", "The request is malformed, or a value is not one that the attribute takes."),
        (401, "Unauthorized", "There is no valid token."),
        (403, "Forbidden", "A policy does not let the caller do it."),
        (404, "NotFound", "There is no such thing, or the caller may not know of it."),
        (409, "Conflict", "The state of the cloud forbids it: in use, a duplicate, or over the quota."),
        (412, "PreconditionFailed", "The resource has another revision than If-Match says."),
    ];

    private readonly Api _api;
    private readonly ResourceSchemas _schemas;
    private readonly SortedDictionary<string, JsonObject> _paths = new(StringComparer.Ordinal);
    private readonly HashSet<(string Method, string Path)> _standard = [];
    private readonly HashSet<string> _ids = [];

    private OpenApiDocument(Api api) => (_api, _schemas) = (api, new ResourceSchemas(api));

    /// <summary>The document; the servers' address is the API's own prefix.</summary>
    /// <param name="version">The version of the API, not of this program.</param>
    public static JsonObject Of(Api api, string title, string version)
    {
        var document = new OpenApiDocument(api);
        foreach (var definition in api.Definitions)
            document.AddResource(definition);
        foreach (var operation in api.Operations)
            document.AddAction(operation);
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = title, ["version"] = version },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = api.Prefix }),
            ["security"] = new JsonArray(new JsonObject { ["token"] = new JsonArray() }),
            ["paths"] = Object(document._paths.Select(path => KeyValuePair.Create<string, JsonNode?>(path.Key, path.Value))),
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["token"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "X-Auth-Token" },
                },
                ["schemas"] = document._schemas.All(),
                ["responses"] = Object(Refusals.Select(refusal => KeyValuePair.Create<string, JsonNode?>(refusal.Name, new JsonObject
                {
                    ["description"] = refusal.Meaning,
                    ["content"] = Content(Reference("schemas", "Error")),
                }))),
            },
        };
    }

    private void AddResource(ResourceDefinition definition)
    {
        var name = _schemas.Add(definition);
        var (singular, plural) = (definition.Singular, definition.Plural);
        var one = $"{definition.Path}/{{id}}";
        if (definition.Operations.HasFlag(Operations.List))
        {
            var list = Operation(definition, HttpMethods.Get, definition.Path, $"List {Words(plural)}", $"list_{name}");
            AddParameters(list, _schemas.Query(definition));
            Answer(list, 200, new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject { [plural] = new JsonObject { ["type"] = "array", ["items"] = Reference("schemas", name) } },
            });
        }
        if (definition.Operations.HasFlag(Operations.Show))
        {
            Answer(Operation(definition, HttpMethods.Get, one, $"Show a {Words(singular)}", $"show_{name}"), 200, Wrapped(singular, name));
            Answer(Operation(definition, HttpMethods.Head, one, $"Tell whether a {Words(singular)} exists", $"check_{name}"), 200, null);
        }
        if (definition.Operations.HasFlag(Operations.Create))
        {
            var create = Operation(definition, HttpMethods.Post, definition.Path, $"Create a {Words(singular)}", $"create_{name}");
            create["requestBody"] = Body(Creation(definition, name));
            Answer(create, 201, Wrapped(singular, name));
        }
        if (definition.Operations.HasFlag(Operations.Update))
        {
            var update = Operation(definition, _api.Style.UpdateMethod, one, $"Change a {Words(singular)}", $"update_{name}");
            update["requestBody"] = Body(Wrapped(singular, name + "Update"));
            AddParameters(update, _schemas.Revision());
            Answer(update, 200, Wrapped(singular, name));
        }
        if (definition.Operations.HasFlag(Operations.Delete))
        {
            var delete = Operation(definition, HttpMethods.Delete, one, $"Delete a {Words(singular)}", $"delete_{name}");
            AddParameters(delete, _schemas.Revision());
            Answer(delete, 204, null);
        }
    }

    private JsonNode Creation(ResourceDefinition definition, string name)
    {
        var single = Wrapped(definition.Singular, name + "Create");
        if (!_api.Style.RefusesUnknown || definition.Plural == definition.Singular)
            return single;
        return new JsonObject
        {
            ["oneOf"] = new JsonArray(single, new JsonObject
            {
                ["type"] = "object",
                ["required"] = new JsonArray(definition.Plural),
                ["properties"] = new JsonObject
                {
                    [definition.Plural] = new JsonObject { ["type"] = "array", ["items"] = Reference("schemas", name + "Create") },
                },
            }),
        };
    }

    private void AddAction(ApiOperation mapped)
    {
        if (_standard.Contains((mapped.Method, mapped.Path)))
            return;
        var described = _api.Description(mapped);
        var last = mapped.Path.Split('/').LastOrDefault(part => part.Length > 0 && part[0] != '{') ?? "versions";
        var summary = described?.Summary ?? $"{Verb(mapped.Method)} {Words(last)}";
        var operation = Operation(null, mapped.Method, mapped.Path, summary, IdOf(mapped));
        if (mapped.IsOpen)
            operation["security"] = new JsonArray();
        if (described is { Members.Count: > 0 })
            operation["requestBody"] = Body(ResourceSchemas.Of(described));
        else if (HttpMethods.IsPost(mapped.Method) || HttpMethods.IsPut(mapped.Method) || HttpMethods.IsPatch(mapped.Method))
            operation["requestBody"] = new JsonObject { ["content"] = Content(new JsonObject { ["type"] = "object" }) };
        Answer(operation, "2XX", HttpMethods.IsHead(mapped.Method) || HttpMethods.IsDelete(mapped.Method) ? null : new JsonObject());
    }

    private JsonObject Operation(ResourceDefinition? definition, string method, string path, string summary, string id)
    {
        if (definition is not null)
            _standard.Add((method, path));
        // Two spellings of one path, as of floatingip_pools, would have one id.
        for (var number = 2; !_ids.Add(id); number++)
            id = $"{id}_{number}";
        var operation = new JsonObject
        {
            ["operationId"] = id,
            ["summary"] = summary,
            ["tags"] = new JsonArray(definition?.Title ?? "Actions"),
        };
        if (definition?.Extension is { } extension)
            operation["x-openstack-extension"] = extension;
        operation["parameters"] = new JsonArray([.. Variables(path).Select(variable => new JsonObject
        {
            ["name"] = variable, ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string" },
        })]);
        operation["responses"] = new JsonObject();
        var key = "/" + path;
        if (!_paths.TryGetValue(key, out var item))
            _paths[key] = item = [];
        item[method.ToLowerInvariant()] = operation;
        return operation;
    }

    private static void AddParameters(JsonObject operation, IEnumerable<JsonObject> parameters)
    {
        foreach (var parameter in parameters)
            ((JsonArray)operation["parameters"]!).Add((JsonNode)parameter); // Made with the operation.
    }

    private static void Answer(JsonObject operation, int status, JsonNode? schema) =>
        Answer(operation, status.ToString(System.Globalization.CultureInfo.InvariantCulture), schema);

    private static void Answer(JsonObject operation, string status, JsonNode? schema)
    {
        var responses = (JsonObject)operation["responses"]!; // Made with the operation.
        var success = new JsonObject { ["description"] = "It was done." };
        if (schema is not null)
            success["content"] = Content(schema);
        responses[status] = success;
        foreach (var (code, name, _) in Refusals)
            responses[code.ToString(System.Globalization.CultureInfo.InvariantCulture)] = Reference("responses", name);
    }

    private static JsonObject Body(JsonNode schema) => new() { ["required"] = true, ["content"] = Content(schema) };

    private static JsonObject Content(JsonNode schema) => new() { ["application/json"] = new JsonObject { ["schema"] = schema } };

    private static JsonObject Wrapped(string singular, string schema) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray(singular),
        ["properties"] = new JsonObject { [singular] = Reference("schemas", schema) },
    };

    private static JsonObject Reference(string kind, string name) => new() { ["$ref"] = $"#/components/{kind}/{name}" };

    private static IEnumerable<string> Variables(string path) =>
        path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}').TrimStart('*'));

    private static string IdOf(ApiOperation operation) => operation.Method.ToLowerInvariant() + "_"
        + string.Join('_', operation.Path.Split('/').Select(part => part.Trim('{', '}').Replace('-', '_').Replace('.', '_')));

    private static string Words(string name) => name.Replace('_', ' ').Replace('-', ' ');

    private static string Verb(string method) => method switch
    {
        "GET" => "Show",
        "HEAD" => "Check",
        "DELETE" => "Remove",
        _ => method == "POST" ? "Add" : "Set",
    };

    private static JsonObject Object(IEnumerable<KeyValuePair<string, JsonNode?>> members)
    {
        var made = new JsonObject();
        foreach (var (name, value) in members)
            made[name] = value;
        return made;
    }
}
