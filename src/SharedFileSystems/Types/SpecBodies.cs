using System.Text.Json;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;

namespace Naru.SharedFileSystems.Types;

/// <summary>The specs of a type in bodies: several below their name, or the one whose key is in the path by itself.</summary>
/// <param name="name">What several are below: <c>extra_specs</c>.</param>
/// <param name="title">One of them, as refusals have it: <c>Extra spec</c>.</param>
internal sealed class SpecBodies(string name, string title)
{
    public Result<EquatableList<NameValue>> Read(ShareRequest request)
    {
        var (given, key) = (request.Body, request.Route("key"));
        if (key.Length == 0 && (given.ValueKind is not JsonValueKind.Object || !given.TryGetProperty(name, out given)))
            return ManilaErrors.Invalid($"The body must be an object with the attribute '{name}'.");
        if (!MetadataText.Read(given, name).TryGet(out var specs, out var error))
            return error;
        if (key.Length > 0 && (specs.Count != 1 || specs[0].Name != key))
            return ManilaErrors.Invalid($"The body must have exactly the {title.ToLowerInvariant()} that the path names, '{key}'.");
        return specs;
    }

    /// <summary>The spec that the path names.</summary>
    public Result<NameValue> Find(ShareRequest request, EquatableList<NameValue> specs) =>
        specs.Items.FirstOrDefault(spec => spec.Name == request.Route("key")) is { } spec ? spec : ManilaErrors.NotFound(title, request.Route("key"));

    public Reply Show(ShareRequest request, EquatableList<NameValue> specs) => Reply.Json(writer =>
    {
        if (request.Route("key").Length > 0)
        {
            Fields.WritePairs(writer, specs);
            return;
        }
        writer.WriteStartObject();
        writer.WritePropertyName(name);
        Fields.WritePairs(writer, specs);
        writer.WriteEndObject();
    });
}
