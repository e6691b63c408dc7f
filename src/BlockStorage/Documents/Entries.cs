using Naru.Primitives;

namespace Naru.BlockStorage.Documents;

/// <summary>Lists of entries as the map that they are: a key is there once, in the order in which it came.</summary>
internal static class Entries
{
    public static string? Value(this EquatableList<Entry> entries, string key) => entries.FirstOrDefault(entry => entry.Key == key)?.Value;

    public static EquatableList<Entry> With(this EquatableList<Entry> entries, IEnumerable<Entry> others)
    {
        var merged = entries.ToList();
        foreach (var other in others)
        {
            var place = merged.FindIndex(entry => entry.Key == other.Key);
            if (place < 0)
                merged.Add(other);
            else
                merged[place] = other;
        }
        return merged.ToEquatableList();
    }

    public static EquatableList<Entry> With(this EquatableList<Entry> entries, string key, string value) => entries.With([new Entry(key, value)]);

    public static EquatableList<Entry> Without(this EquatableList<Entry> entries, string key) =>
        entries.Where(entry => entry.Key != key).ToEquatableList();
}
