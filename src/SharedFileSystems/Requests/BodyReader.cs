using System.Globalization;
using System.Text.Json;
using Naru.Primitives;
using Naru.SharedFileSystems.Documents;

namespace Naru.SharedFileSystems.Requests;

/// <summary>Reads the attributes of a JSON object and remembers the first that is not what it should be.</summary>
internal sealed class BodyReader(JsonElement body)
{
    private const int LongestName = 255;

    /// <summary>What is wrong with the attributes that were read so far; null: nothing.</summary>
    public Error? Problem { get; private set; }

    /// <summary>The object under the only name that the body should have.</summary>
    public static Result<BodyReader> Of(JsonElement body, string name) =>
        body.ValueKind is JsonValueKind.Object && body.TryGetProperty(name, out var entity) && entity.ValueKind is JsonValueKind.Object
            ? new BodyReader(entity)
            : ManilaErrors.Invalid($"The body must be an object with the attribute '{name}', an object too.");

    public IEnumerable<string> Names => body.EnumerateObject().Select(property => property.Name);

    public bool Has(string name) => body.TryGetProperty(name, out _);

    public bool IsNullOrAbsent(string name) => !body.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null;

    public string? Text(string name, int longest = LongestName)
    {
        if (IsNullOrAbsent(name))
            return null;
        var value = body.GetProperty(name);
        if (value.ValueKind is not JsonValueKind.String)
            return Refuse<string>($"'{name}' must be text.");
        var text = value.GetString()!;
        return text.Length <= longest ? text : Refuse<string>($"'{name}' has {text.Length} characters, more than {longest}.");
    }

    /// <summary>Text that must be there and not be empty.</summary>
    public string NeededText(string name)
    {
        var text = Text(name);
        if (string.IsNullOrWhiteSpace(text))
            Refuse<string>($"'{name}' is missing or empty.");
        return text ?? "";
    }

    /// <summary>A number, which may be written as text.</summary>
    public int? Integer(string name)
    {
        if (IsNullOrAbsent(name))
            return null;
        var value = body.GetProperty(name);
        if (value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var number))
            return number;
        if (value.ValueKind is JsonValueKind.String && int.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number))
            return number;
        Refuse<string>($"'{name}' must be an integer.");
        return null;
    }

    public bool? Flag(string name)
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null)
            return null;
        bool? flag = value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number when value.TryGetInt32(out var number) && number is 0 or 1 => value.GetInt32() == 1,
            JsonValueKind.String => Truth.Of(value.GetString()),
            _ => null,
        };
        if (flag is null)
            Refuse<string>($"'{name}' must be true or false.");
        return flag;
    }

    /// <summary>An object of texts; null when it is absent.</summary>
    public EquatableList<NameValue>? Pairs(string name)
    {
        if (IsNullOrAbsent(name))
            return null;
        if (MetadataText.Read(body.GetProperty(name), name).TryGet(out var pairs, out var error))
            return pairs;
        Problem ??= error;
        return null;
    }

    /// <summary>A list of texts; null when it is absent.</summary>
    public IReadOnlyList<string>? Texts(string name)
    {
        if (IsNullOrAbsent(name))
            return null;
        var value = body.GetProperty(name);
        if (value.ValueKind is JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String))
            return [.. value.EnumerateArray().Select(item => item.GetString()!)];
        return Refuse<IReadOnlyList<string>>($"'{name}' must be a list of texts.");
    }

    /// <summary>An object; null when it is absent.</summary>
    public BodyReader? Inner(string name) => IsNullOrAbsent(name) || HasObject(name) ? InnerOrNothing(name) : Refuse<BodyReader>($"'{name}' must be an object.");

    /// <summary>An object, or null when there is something else.</summary>
    public BodyReader? InnerOrNothing(string name) => HasObject(name) ? new BodyReader(body.GetProperty(name)) : null;

    private bool HasObject(string name) => body.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Object;

    public T? Refuse<T>(string message) where T : class
    {
        Problem ??= ManilaErrors.Invalid(message);
        return null;
    }
}
