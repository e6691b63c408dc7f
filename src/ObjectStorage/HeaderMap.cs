using System.Collections;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Naru.ObjectStorage;

/// <summary>The stored header lines of an account, container or object, such as <c>X-Object-Meta-Colour</c>. Names ignore case.</summary>
internal sealed class HeaderMap : IEnumerable<KeyValuePair<string, string>>
{
    public static readonly HeaderMap Empty = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase));

    private readonly ImmutableSortedDictionary<string, string> _lines;

    private HeaderMap(ImmutableSortedDictionary<string, string> lines) => _lines = lines;

    public string? this[string name] => _lines.GetValueOrDefault(name);

    public HeaderMap With(string name, string value) => new(_lines.SetItem(name, value));

    public HeaderMap Without(string name) => new(_lines.Remove(name));

    /// <summary>Only the lines whose names pass.</summary>
    public HeaderMap Where(Func<string, bool> keep) => new(_lines.RemoveRange(_lines.Keys.Where(name => !keep(name))));

    public string ToJson() => JsonSerializer.Serialize(_lines.ToDictionary(), HeaderMapJson.Default.DictionaryStringString);

    public static HeaderMap Parse(string json) =>
        json == "{}" ? Empty : new(Empty._lines.AddRange(JsonSerializer.Deserialize(json, HeaderMapJson.Default.DictionaryStringString)!));

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _lines.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class HeaderMapJson : JsonSerializerContext;
