namespace Naru.State;

/// <summary>Adds the keys of a document to a list, which is empty when it is called.</summary>
internal delegate void KeysOf<in T, TKey>(T document, List<TKey> keys);

/// <summary>The ways to declare the keys of an index, brought into one form.</summary>
internal static class Keys
{
    public static KeysOf<T, TKey> One<T, TKey>(Func<T, TKey?> key) where TKey : notnull => (document, keys) =>
    {
        if (key(document) is { } found)
            keys.Add(found);
    };

    public static KeysOf<T, TKey> One<T, TKey>(Func<T, TKey?> key) where TKey : struct => (document, keys) =>
    {
        if (key(document) is { } found)
            keys.Add(found);
    };

    public static KeysOf<T, TKey> Many<T, TKey>(Func<T, IEnumerable<TKey>> many) => (document, keys) =>
    {
        foreach (var key in many(document))
        {
            if (!keys.Contains(key))
                keys.Add(key);
        }
    };
}
