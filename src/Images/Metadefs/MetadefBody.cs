using System.Text.Json;
using Naru.Primitives;

namespace Naru.Images.Metadefs;

/// <summary>An object of a request, read attribute by attribute; the first thing that is wrong is kept, so that readers need not stop at it.</summary>
/// <param name="schema">The name of the schema that errors name.</param>
internal sealed class MetadefBody(string schema, JsonElement body)
{
    private static readonly string[] ReadOnlyNames = ["created_at", "updated_at", "self", "schema"];

    /// <summary>What was wrong first; null: nothing yet.</summary>
    public Error? Refusal { get; private set; }

    /// <summary>Checks that it is an object of attributes that exist, none of which is the server's own.</summary>
    public static Result<MetadefBody> Of(string schema, JsonElement body, params string[] known)
    {
        if (body.ValueKind is not JsonValueKind.Object)
            return MetadefErrors.Mismatch(schema, "the body is an object");
        foreach (var attribute in body.EnumerateObject())
        {
            if (ReadOnlyNames.Contains(attribute.Name))
                return MetadefErrors.ReadOnly(attribute.Name);
            if (!known.Contains(attribute.Name))
                return MetadefErrors.Mismatch(schema, $"there is no attribute '{attribute.Name}'; there are {string.Join(", ", known)}");
        }
        return new MetadefBody(schema, body);
    }

    public string Name(string attribute = "name")
    {
        if (Text(attribute, MetadefLimits.NameLength) is { Length: > 0 } name)
            return name;
        Refuse($"'{attribute}' is needed: text of 1 to {MetadefLimits.NameLength} characters");
        return "";
    }

    public string? Text(string attribute, int longest)
    {
        if (!Has(attribute, out var value))
            return null;
        if (value.ValueKind is JsonValueKind.String && value.GetString() is { } text && text.Length <= longest)
            return text;
        Refuse($"'{attribute}' is text of at most {longest} characters");
        return null;
    }

    public bool Flag(string attribute)
    {
        if (!Has(attribute, out var value))
            return false;
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            Refuse($"'{attribute}' is true or false");
        return value.ValueKind is JsonValueKind.True;
    }

    public EquatableList<string> Texts(string attribute)
    {
        if (!Has(attribute, out var value))
            return [];
        if (value.ValueKind is JsonValueKind.Array && value.GetArrayLength() > 0 && value.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String)
            && value.EnumerateArray().Select(item => item.GetString()!).ToList() is var texts && texts.Distinct().Count() == texts.Count)
        {
            return texts.ToEquatableList();
        }
        Refuse($"'{attribute}' is a list of different texts, at least one");
        return [];
    }

    /// <summary>The objects of a list, each read by itself.</summary>
    public EquatableList<T> Items<T>(string attribute, Func<JsonElement, Result<T>> read)
    {
        if (!Has(attribute, out var value))
            return [];
        if (value.ValueKind is not JsonValueKind.Array)
        {
            Refuse($"'{attribute}' is a list");
            return [];
        }
        return ReadAll(value.EnumerateArray().Select(read));
    }

    /// <summary>The objects under the names of an object, each read by itself.</summary>
    public EquatableList<T> Named<T>(string attribute, Func<string, JsonElement, Result<T>> read)
    {
        if (!Has(attribute, out var value))
            return [];
        if (value.ValueKind is not JsonValueKind.Object)
        {
            Refuse($"'{attribute}' is an object with a name for each of what is in it");
            return [];
        }
        return ReadAll(value.EnumerateObject().Select(member => read(member.Name, member.Value)));
    }

    /// <summary>What was read, or what was wrong with it.</summary>
    public Result<T> Or<T>(T read) => Refusal is { } refusal ? refusal : read;

    public void Refuse(string reason) => Refusal ??= MetadefErrors.Mismatch(schema, reason);

    private bool Has(string attribute, out JsonElement value) =>
        body.TryGetProperty(attribute, out value) && value.ValueKind is not JsonValueKind.Null;

    private EquatableList<T> ReadAll<T>(IEnumerable<Result<T>> items)
    {
        var read = new List<T>();
        foreach (var item in items)
        {
            if (item.TryGet(out var value, out var error))
                read.Add(value);
            else
                Refusal ??= error;
        }
        return read.ToEquatableList();
    }
}
