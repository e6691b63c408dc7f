using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Naru.Protocols.Ovsdb.Values;

/// <summary>An immutable map that compares by its pairs, so that a row holding one compares by value. Enumerates in key order.</summary>
public sealed class EquatableMap<TKey, TValue> : IReadOnlyDictionary<TKey, TValue>, IEquatable<EquatableMap<TKey, TValue>>
    where TKey : notnull
{
    public static readonly EquatableMap<TKey, TValue> Empty = new([]);

    private readonly ImmutableSortedDictionary<TKey, TValue> _pairs;

    public EquatableMap(IEnumerable<KeyValuePair<TKey, TValue>> pairs)
    {
        // Text is ordered by its code points: the same everywhere, as in the database.
        var order = typeof(TKey) == typeof(string) ? (IComparer<TKey>)(object)StringComparer.Ordinal : Comparer<TKey>.Default;
        _pairs = ImmutableSortedDictionary.CreateRange(order, pairs);
    }

    public int Count => _pairs.Count;

    public bool IsEmpty => _pairs.IsEmpty;

    public IEnumerable<TKey> Keys => _pairs.Keys;

    public IEnumerable<TValue> Values => _pairs.Values;

    public TValue this[TKey key] => _pairs[key];

    public bool ContainsKey(TKey key) => _pairs.ContainsKey(key);

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => _pairs.TryGetValue(key, out value);

    public EquatableMap<TKey, TValue> With(TKey key, TValue value) => new(_pairs.SetItem(key, value));

    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator() => _pairs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(EquatableMap<TKey, TValue>? other) =>
        other is not null && (ReferenceEquals(_pairs, other._pairs) || _pairs.SequenceEqual(other._pairs));

    public override bool Equals(object? obj) => Equals(obj as EquatableMap<TKey, TValue>);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var pair in _pairs)
            hash.Add(pair);
        return hash.ToHashCode();
    }

    public override string ToString() => $"{{{string.Join(", ", _pairs.Select(pair => $"{pair.Key}={pair.Value}"))}}}";
}
