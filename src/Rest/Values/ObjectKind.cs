using System.Text.Json;
using Naru.Primitives;
using Naru.Rest.Declarations;

namespace Naru.Rest.Values;

/// <summary>An object inside a resource, such as one of <c>fixed_ips</c>, declared with the same fields as a resource.</summary>
/// <param name="blank">Makes the record that the fields are read into; its values are the defaults.</param>
public sealed class ObjectKind<TItem>(Func<TItem> blank, params Field<TItem>[] fields) : ValueKind<TItem> where TItem : class
{
    /// <summary>A check across fields; returns the reason why the object is refused, or null.</summary>
    public Func<TItem, string?>? Check { get; init; }

    /// <summary>Leave out fields whose value is null when writing.</summary>
    public bool OmitNull { get; init; }

    public override Result<TItem> Read(JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Object)
            return Reason($"'{Show(json)}' is not a dictionary");
        var item = blank();
        var seen = new HashSet<string>();
        foreach (var property in json.EnumerateObject())
        {
            var field = Array.Find(fields, field => field.Name == property.Name);
            if (field is null)
                return Reason($"Unexpected key '{property.Name}': expected one of {string.Join(", ", fields.Select(known => $"'{known.Name}'"))}");
            if (!seen.Add(property.Name))
                return Reason($"the key '{property.Name}' appears twice");
            if (!field.Set(item, property.Value).TryGet(out item!, out var error))
                return error;
        }
        foreach (var field in fields)
        {
            if (field.Required && !seen.Contains(field.Name))
                return Reason($"Missing required key '{field.Name}'");
        }
        return Check?.Invoke(item) is { } reason ? Reason(reason) : item;
    }

    public override void Write(Utf8JsonWriter writer, TItem value)
    {
        writer.WriteStartObject();
        foreach (var field in fields)
        {
            if (OmitNull && field.Matches(NoState.Instance, value, "None"))
                continue;
            writer.WritePropertyName(field.Name);
            field.Write(writer, NoState.Instance, value);
            if (field.Alias is null)
                continue;
            writer.WritePropertyName(field.Alias);
            field.Write(writer, NoState.Instance, value);
        }
        writer.WriteEndObject();
    }

    /// <summary>A filter on an object is written <c>key=value</c>.</summary>
    public override bool Matches(TItem value, string text)
    {
        var equals = text.IndexOf('=');
        return equals > 0 && Array.Find(fields, field => field.Name == text[..equals]) is { } field
            && field.Matches(NoState.Instance, value, text[(equals + 1)..]);
    }

    public override int Compare(TItem? left, TItem? right) => 0;

    public override void WriteSchema(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "object");
        writer.WriteStartObject("properties");
        foreach (var field in fields)
        {
            writer.WritePropertyName(field.Name);
            field.WriteSchema(writer);
        }
        writer.WriteEndObject();
        if (Array.Exists(fields, field => field.Required))
        {
            writer.WriteStartArray("required");
            foreach (var field in fields.Where(field => field.Required))
                writer.WriteStringValue(field.Name);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }
}
