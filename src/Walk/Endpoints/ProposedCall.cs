using System.Text.Json;
using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.Walk.Endpoints;

/// <summary>A call of the API that has not been made: the creation, change or removal of one resource.</summary>
internal sealed class ProposedCall
{
    private readonly IResourceCollection _collection;
    private readonly string _method;
    private readonly string? _id;
    private readonly string? _parentId;
    private readonly JsonElement _attributes;

    private ProposedCall(IResourceCollection collection, string method, string? id, string? parentId, JsonElement attributes) =>
        (_collection, _method, _id, _parentId, _attributes) = (collection, method, id, parentId, attributes);

    /// <summary>Reads <c>{"method": "DELETE", "path": "/v2.0/security-group-rules/ID", "body": {…}}</c>.</summary>
    public static Result<ProposedCall> Read(Api api, JsonElement call)
    {
        if (call.ValueKind is not JsonValueKind.Object || Text(call, "method") is not { } method || Text(call, "path") is not { } path)
            return Refuse("calls", "a list of objects with 'method', 'path' and, unless it deletes, 'body'");
        method = method.ToUpperInvariant();
        if (method is not ("POST" or "PUT" or "DELETE"))
            return Refuse("method", "'POST', 'PUT' or 'DELETE'");
        var segments = Segments(api, path);
        foreach (var collection in api.Collections)
        {
            if (!Matches(collection.Definition, segments, method, out var parentId))
                continue;
            var wrapper = collection.Definition.Singular;
            JsonElement attributes = default;
            if (method != "DELETE" && !(call.TryGetProperty("body", out var body) && body.ValueKind is JsonValueKind.Object
                && body.TryGetProperty(wrapper, out attributes) && attributes.ValueKind is JsonValueKind.Object))
            {
                return Refuse("body", $"an object with one '{wrapper}'");
            }
            return new ProposedCall(collection, method, method == "POST" ? null : segments[^1], parentId, attributes);
        }
        return new Error(
            ErrorKind.NotSupported, "VerifyNotSupported",
            $"{method} {path} cannot be verified: it is not the creation, change or removal of a resource. Actions, such as add_router_interface, are not.");
    }

    public Result<Done> Apply(Transaction state, Caller caller) => _method switch
    {
        "POST" => _collection.Create(state, caller, _attributes, _parentId).Then(_ => Done.Ok),
        "PUT" => _collection.Update(state, caller, _id ?? "", _attributes, _parentId).Then(_ => Done.Ok),
        _ => _collection.Delete(state, caller, _id ?? "", _parentId),
    };

    private static string[] Segments(Api api, string path)
    {
        foreach (var prefix in new[] { api.Prefix, "/v2.0" })
        {
            if (path.StartsWith($"{prefix}/", StringComparison.Ordinal))
            {
                path = path[prefix.Length..];
                break;
            }
        }
        return path.Split('/', StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool Matches(ResourceDefinition definition, string[] segments, string method, out string? parentId)
    {
        parentId = null;
        var own = definition.Path.Split('/');
        if (segments.Length != own.Length + (method == "POST" ? 0 : 1) || !definition.Operations.HasFlag(method switch
        {
            "POST" => Operations.Create,
            "PUT" => Operations.Update,
            _ => Operations.Delete,
        }))
        {
            return false;
        }
        for (var index = 0; index < own.Length; index++)
        {
            if (own[index].StartsWith('{'))
                parentId = segments[index];
            else if (own[index].Replace('-', '_') != segments[index].Replace('-', '_'))
                return false;
        }
        return true;
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static Error Refuse(string name, string expected) =>
        new(ErrorKind.Invalid, "HTTPBadRequest", $"Invalid input for {name}. Reason: expected {expected}.");
}
