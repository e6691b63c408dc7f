using System.Text.Json;
using Naru.Primitives;

namespace Naru.Rest.Values;

/// <summary>Null, or a value of a value kind (numbers, addresses).</summary>
public sealed class OptionalValueKind<TValue>(ValueKind<TValue> inner) : ValueKind<TValue?> where TValue : struct
{
    public override Result<TValue?> Read(JsonElement json) =>
        json.ValueKind is JsonValueKind.Null ? default(Result<TValue?>) : inner.Read(json).Map(value => (TValue?)value);

    public override void Write(Utf8JsonWriter writer, TValue? value)
    {
        if (value is { } present)
            inner.Write(writer, present);
        else
            writer.WriteNullValue();
    }

    public override bool Matches(TValue? value, string text) =>
        value is { } present ? inner.Matches(present, text) : OptionalText.MeansNull(text);

    public override bool IsQueryable(string text) => OptionalText.MeansNull(text) || inner.IsQueryable(text);

    public override int Compare(TValue? left, TValue? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        ({ } first, { } second) => inner.Compare(first, second),
    };

    public override void WriteSchema(Utf8JsonWriter writer) => OptionalText.WriteSchema(writer, inner.WriteSchema);
}
