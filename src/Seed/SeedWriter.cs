using System.Globalization;
using System.Text.Json;
using Naru.Rest.Endpoints;
using Naru.State;

namespace Naru.Seed;

/// <summary>Turns the attributes of a seed into the JSON of a request body: names become ids, and <c>network</c> becomes <c>network_id</c>.</summary>
internal sealed class SeedWriter(SeedNames names, IStateReader state, string projectId)
{
    private const string IdSuffix = "_id";

    /// <param name="collection">What is created.</param>
    /// <param name="entries">Its attributes.</param>
    /// <param name="parent">The attribute with the parent's id, and the id.</param>
    public JsonElement Body(IResourceCollection collection, IEnumerable<SeedEntry> entries, (string Attribute, string Id)? parent)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            if (parent is { } above)
                writer.WriteString(above.Attribute, above.Id);
            foreach (var entry in entries)
                Write(writer, entry, collection.IsCreatable);
            writer.WriteEndObject();
        }
        using var document = JsonDocument.Parse(buffer.ToArray());
        return document.RootElement.Clone();
    }

    /// <summary>The id that a reference by name stands for.</summary>
    public string Id(IResourceCollection collection, SeedText name) =>
        names.IdOf(state, collection, name.Text, projectId).TryGet(out var id, out var error) ? id : throw new SeedError(name.Line, error.Message);

    private void Write(Utf8JsonWriter writer, SeedEntry entry, Func<string, bool> isAttribute)
    {
        var word = entry.Key.EndsWith(IdSuffix, StringComparison.Ordinal) ? entry.Key[..^IdSuffix.Length] : entry.Key;
        switch (entry.Value)
        {
            case SeedText { Text.Length: > 0 } text when !IsNull(text) && IsReference(entry.Key, word, isAttribute) && names.Referred(word) is { } referred:
                writer.WriteString(word + IdSuffix, Id(referred, text));
                break;
            case SeedList list when names.Collection(entry.Key) is { } listed:
                writer.WriteStartArray(entry.Key);
                foreach (var item in list.Items)
                {
                    if (item is SeedText text)
                        writer.WriteStringValue(Id(listed, text));
                    else
                        Write(writer, item);
                }
                writer.WriteEndArray();
                break;
            default:
                writer.WritePropertyName(entry.Key);
                Write(writer, entry.Value);
                break;
        }
    }

    // 'network' stands for 'network_id' unless the resource has an attribute of just that name.
    private static bool IsReference(string key, string word, Func<string, bool> isAttribute) =>
        key != word || !isAttribute(key) || isAttribute(word + IdSuffix);

    // What the attributes inside of an attribute are is not declared: there only the word for a resource stands for one ('network', 'subnet').
    private bool IsPlainInside(string key) => !names.IsKind(key) && !key.EndsWith(IdSuffix, StringComparison.Ordinal);

    private void Write(Utf8JsonWriter writer, SeedNode node)
    {
        switch (node)
        {
            case SeedMap map:
                writer.WriteStartObject();
                foreach (var entry in map.Entries)
                    Write(writer, entry, IsPlainInside);
                writer.WriteEndObject();
                break;
            case SeedList list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case SeedText text:
                WriteValue(writer, text);
                break;
        }
    }

    // The core schema of YAML 1.2 (§10.3), as far as JSON has the values.
    private static void WriteValue(Utf8JsonWriter writer, SeedText text)
    {
        if (!text.IsPlain)
            writer.WriteStringValue(text.Text);
        else if (IsNull(text))
            writer.WriteNullValue();
        else if (text.Text is "true" or "True" or "TRUE" or "false" or "False" or "FALSE")
            writer.WriteBooleanValue(text.Text[0] is 't' or 'T');
        else if (long.TryParse(text.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            writer.WriteNumberValue(whole);
        else if (double.TryParse(text.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            writer.WriteNumberValue(number);
        else
            writer.WriteStringValue(text.Text);
    }

    private static bool IsNull(SeedText text) => text is { IsPlain: true, Text: "" or "~" or "null" or "Null" or "NULL" };
}
