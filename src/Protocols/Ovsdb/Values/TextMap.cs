namespace Naru.Protocols.Ovsdb.Values;

/// <summary>Makes the maps of text that most of the database's maps are: <c>TextMap.Of(("iface-id", id), …)</c>.</summary>
public static class TextMap
{
    public static EquatableMap<string, string> Of(params ReadOnlySpan<(string Key, string Value)> pairs)
    {
        var map = new List<KeyValuePair<string, string>>(pairs.Length);
        foreach (var (key, value) in pairs)
            map.Add(new(key, value));
        return new EquatableMap<string, string>(map);
    }
}
