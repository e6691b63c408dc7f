using System.Text.Json;
using Naru.Primitives;

namespace Naru.Rest.Values;

/// <summary>A kind of value that API fields have: how it is read from JSON, checked, written, filtered and sorted.</summary>
public abstract class ValueKind<TValue>
{
    /// <summary>Reads and checks. The error's message is the reason alone, such as <c>'x' is not a valid UUID</c>.</summary>
    public abstract Result<TValue> Read(JsonElement json);

    public abstract void Write(Utf8JsonWriter writer, TValue value);

    /// <summary>Whether a filter's text means this value.</summary>
    public abstract bool Matches(TValue value, string text);

    /// <summary>Whether a filter's text can mean any value of the kind.</summary>
    public virtual bool IsQueryable(string text) => true;

    public virtual int Compare(TValue left, TValue right) => Comparer<TValue>.Default.Compare(left, right);

    /// <summary>Writes the JSON schema object (OpenAPI 3.1).</summary>
    public abstract void WriteSchema(Utf8JsonWriter writer);

    protected static Error Reason(string reason) => Error.Invalid(reason);

    /// <summary>The JSON value as it is quoted in messages.</summary>
    protected static string Show(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.Null or JsonValueKind.Undefined => "None",
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        _ => json.GetRawText() is { Length: > 200 } text ? text[..200] + "…" : json.GetRawText(),
    };
}
