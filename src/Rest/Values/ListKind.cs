using System.Collections.Immutable;
using System.Text.Json;
using Naru.Primitives;

namespace Naru.Rest.Values;

/// <summary>A list of values of one kind.</summary>
public sealed class ListKind<TItem>(ValueKind<TItem> item, int maxItems = 1000) : ValueKind<EquatableList<TItem>>
{
    /// <summary>Null means the empty list; otherwise null is refused.</summary>
    public bool NullIsEmpty { get; init; } = true;

    /// <summary>Refuse a list that has an item twice.</summary>
    public bool Distinct { get; init; }

    public override Result<EquatableList<TItem>> Read(JsonElement json)
    {
        if (json.ValueKind is JsonValueKind.Null && NullIsEmpty)
            return EquatableList<TItem>.Empty;
        if (json.ValueKind is not JsonValueKind.Array)
            return Reason($"'{Show(json)}' is not a list");
        if (json.GetArrayLength() > maxItems)
            return Reason($"the list has {json.GetArrayLength()} items; at most {maxItems} are accepted");
        var items = ImmutableArray.CreateBuilder<TItem>(json.GetArrayLength());
        foreach (var element in json.EnumerateArray())
        {
            if (!item.Read(element).TryGet(out var value, out var error))
                return error;
            if (Distinct && items.Contains(value))
                return Reason($"Duplicate items in the list: '{Show(element)}'");
            items.Add(value);
        }
        return new EquatableList<TItem>(items.DrainToImmutable());
    }

    public override void Write(Utf8JsonWriter writer, EquatableList<TItem> value)
    {
        writer.WriteStartArray();
        foreach (var element in value)
            item.Write(writer, element);
        writer.WriteEndArray();
    }

    /// <summary>A list matches a filter that one of its items matches.</summary>
    public override bool Matches(EquatableList<TItem> value, string text)
    {
        foreach (var element in value)
        {
            if (item.Matches(element, text))
                return true;
        }
        return false;
    }

    public override int Compare(EquatableList<TItem> left, EquatableList<TItem> right) => left.Count.CompareTo(right.Count);

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "array");
        writer.WritePropertyName("items");
        item.WriteSchema(writer);
        writer.WriteNumber("maxItems", maxItems);
        if (Distinct)
            writer.WriteBoolean("uniqueItems", true);
        writer.WriteEndObject();
    }
}
