using System.Text.Json;
using Naru.Primitives;

namespace Naru.Images.Attributes;

/// <summary>One step of a patch, in either of the two forms that the API knows.</summary>
/// <param name="Kind"><c>add</c>, <c>replace</c> or <c>remove</c>.</param>
/// <param name="Value">Undefined for <c>remove</c>.</param>
internal sealed record PatchOperation(string Kind, string Name, JsonElement Value)
{
    /// <summary><c>{"op": "replace", "path": "/name", "value": …}</c>.</summary>
    public const string MediaType = "application/openstack-images-v2.1-json-patch";

    /// <summary><c>{"replace": "/name", "value": …}</c>.</summary>
    public const string FormerMediaType = "application/openstack-images-v2.0-json-patch";

    private static readonly string[] Kinds = ["add", "replace", "remove"];

    public static Result<IReadOnlyList<PatchOperation>> ParseAll(JsonElement body, bool isFormer)
    {
        if (body.ValueKind is not JsonValueKind.Array)
            return Error.Invalid("Request body must be a JSON array of operation objects.");
        var operations = new List<PatchOperation>();
        foreach (var item in body.EnumerateArray())
        {
            if (!Parse(item, isFormer).TryGet(out var operation, out var error))
                return error;
            operations.Add(operation);
        }
        return operations;
    }

    private static Result<PatchOperation> Parse(JsonElement item, bool isFormer)
    {
        if (item.ValueKind is not JsonValueKind.Object)
            return Error.Invalid("Operations must be JSON objects.");
        var kind = isFormer ? Kinds.FirstOrDefault(kind => item.TryGetProperty(kind, out _)) : Text(item, "op");
        if (kind is null || !Kinds.Contains(kind))
            return Error.Invalid($"Operations must be one of {string.Join(", ", Kinds)}, and each must say which.");
        if (Text(item, isFormer ? kind : "path") is not { } path)
            return Error.Invalid($"Operation '{kind}' needs a path as text.");
        var hasValue = item.TryGetProperty("value", out var value);
        if (kind == "remove" ? hasValue : !hasValue)
            return Error.Invalid($"Operation \"{kind}\" requires {(hasValue ? "no member" : "a member")} named \"value\".");
        return JsonPointer.Parse(path).Map(name => new PatchOperation(kind, name, value));
    }

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
