using System.Text.Json;
using Naru.Primitives;
using Naru.Rest.Microversions;

namespace Naru.BlockStorage.Bodies;

/// <summary>A body with one object, whose members are these and no others.</summary>
/// <param name="Root">The name of the object in the body.</param>
internal sealed record BodySchema(string Root, params Member[] Members)
{
    /// <summary>Members that are not declared are let pass and not read.</summary>
    public bool AllowsOthers { get; init; }

    /// <summary>The object may be null, which is one without members.</summary>
    public bool AllowsNull { get; init; }

    public Result<Fields> Read(JsonElement body, Microversion version)
    {
        if (body.ValueKind is JsonValueKind.Undefined)
            return CinderErrors.EmptyBody;
        if (body.ValueKind is not JsonValueKind.Object || !body.TryGetProperty(Root, out var inner))
            return Error.Invalid($"Invalid input: '{Root}' is a required property.");
        if (body.EnumerateObject().FirstOrDefault(member => member.Name != Root) is { Value.ValueKind: not JsonValueKind.Undefined } other && !AllowsOthers)
            return Error.Invalid($"Invalid input: Additional properties are not allowed ('{other.Name}' was unexpected)");
        return ReadInner(inner, version);
    }

    /// <summary>Reads the object itself.</summary>
    public Result<Fields> ReadInner(JsonElement inner, Microversion version)
    {
        if (inner.ValueKind is JsonValueKind.Null && AllowsNull)
            return default(Fields);
        if (inner.ValueKind is not JsonValueKind.Object)
            return Error.Invalid($"Invalid input for field/attribute {Root}: {inner.GetRawText()} is not of type 'object'");
        foreach (var given in inner.EnumerateObject())
        {
            if (Array.Find(Members, member => member.Name == given.Name && member.Since <= version.Minor) is not { } declared)
            {
                if (AllowsOthers)
                    continue;
                return Error.Invalid($"Invalid input for field/attribute {Root}: Additional properties are not allowed ('{given.Name}' was unexpected)");
            }
            if (declared.Check(given.Value) is { } problem)
                return Error.Invalid($"Invalid input for field/attribute {given.Name}. Value: {Short(given.Value)}: it {problem}.");
        }
        return Array.Find(Members, member => member.IsRequired && member.Since <= version.Minor && !inner.TryGetProperty(member.Name, out _)) is { } missing
            ? Error.Invalid($"Invalid input for field/attribute {Root}: '{missing.Name}' is a required property")
            : new Fields(inner);
    }

    private static string Short(JsonElement value)
    {
        const int Shown = 80;
        var text = value.GetRawText();
        return text.Length > Shown ? text[..Shown] + "…" : text;
    }
}
