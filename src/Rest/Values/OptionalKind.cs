using System.Text.Json;
using Naru.Primitives;

namespace Naru.Rest.Values;

/// <summary>Null, or a value of a reference kind.</summary>
public sealed class OptionalKind<TValue>(ValueKind<TValue> inner) : ValueKind<TValue?> where TValue : class
{
    public override Result<TValue?> Read(JsonElement json) =>
        json.ValueKind is JsonValueKind.Null ? default(Result<TValue?>) : inner.Read(json).Map(value => (TValue?)value);

    public override void Write(Utf8JsonWriter writer, TValue? value)
    {
        if (value is null)
            writer.WriteNullValue();
        else
            inner.Write(writer, value);
    }

    public override bool Matches(TValue? value, string text) =>
        value is null ? OptionalText.MeansNull(text) : inner.Matches(value, text);

    public override bool IsQueryable(string text) => OptionalText.MeansNull(text) || inner.IsQueryable(text);

    public override int Compare(TValue? left, TValue? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        _ => inner.Compare(left, right),
    };

    public override void WriteSchema(Utf8JsonWriter writer) => OptionalText.WriteSchema(writer, inner.WriteSchema);
}
