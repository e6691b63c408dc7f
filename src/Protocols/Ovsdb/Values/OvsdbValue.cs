using System.Collections.Immutable;
using System.Text.Json;

namespace Naru.Protocols.Ovsdb.Values;

/// <summary>The value of a column: an atom, a set or a map (<c>&lt;value&gt;</c> of RFC 7047 §5.1).</summary>
/// <remarks>
/// An atom is a set of one, as in the database itself. Elements are kept in order and without duplicates, so two values
/// are equal when they mean the same, whatever order they were written in.
/// </remarks>
public sealed class OvsdbValue : IEquatable<OvsdbValue>
{
    public static readonly OvsdbValue EmptySet = new([], default);
    public static readonly OvsdbValue EmptyMap = new([], []);

    private readonly ImmutableArray<Atom> _keys;
    private readonly ImmutableArray<Atom> _values;

    // The keys are in order and distinct; the values stand beside their keys, and are default in a set.
    private OvsdbValue(ImmutableArray<Atom> keys, ImmutableArray<Atom> values) => (_keys, _values) = (keys, values);

    public bool IsMap => !_values.IsDefault;

    public bool IsEmpty => _keys.IsEmpty;

    public int Count => _keys.Length;

    /// <summary>The elements of a set, or the keys of a map.</summary>
    public ImmutableArray<Atom> Elements => _keys;

    /// <summary>The pairs of a map; a set has none.</summary>
    public IEnumerable<KeyValuePair<Atom, Atom>> Pairs =>
        IsMap ? _keys.Select((key, index) => KeyValuePair.Create(key, _values[index])) : [];

    /// <summary>Whether it is an element of the set, or a key of the map.</summary>
    public bool Contains(Atom element) => _keys.AsSpan().BinarySearch(element) >= 0;

    /// <summary>The value of a map's key; null when there is no such key, or this is a set.</summary>
    public Atom? ValueOf(Atom key) => IsMap && _keys.AsSpan().BinarySearch(key) is var place and >= 0 ? _values[place] : default(Atom?);

    /// <summary>The only element, or null when there is none or more than one.</summary>
    public Atom? Single => !IsMap && _keys.Length == 1 ? _keys[0] : default(Atom?);

    public static OvsdbValue Set(IEnumerable<Atom> elements)
    {
        var sorted = elements.ToArray();
        Array.Sort(sorted);
        return sorted.Length == 0 ? EmptySet : new OvsdbValue([.. sorted.Distinct()], default);
    }

    /// <summary>A map; of pairs with the same key the last one stays.</summary>
    public static OvsdbValue Map(IEnumerable<KeyValuePair<Atom, Atom>> pairs)
    {
        var last = new Dictionary<Atom, Atom>();
        foreach (var (key, value) in pairs)
            last[key] = value;
        if (last.Count == 0)
            return EmptyMap;
        var (keys, values) = (last.Keys.ToArray(), last.Values.ToArray());
        Array.Sort(keys, values);
        return new OvsdbValue([.. keys], [.. values]);
    }

    public static OvsdbValue Map(IEnumerable<KeyValuePair<string, string>> pairs) =>
        Map(pairs.Select(pair => KeyValuePair.Create<Atom, Atom>(pair.Key, pair.Value)));

    public static implicit operator OvsdbValue(Atom atom) => new([atom], default);

    public static implicit operator OvsdbValue(string value) => Atom.String(value);

    public static implicit operator OvsdbValue(long value) => Atom.Integer(value);

    public static implicit operator OvsdbValue(bool value) => Atom.Boolean(value);

    public static implicit operator OvsdbValue(Guid value) => Atom.Uuid(value);

    /// <summary>What turns this value into <paramref name="target"/>, in the form of a <c>modify</c> update (ovsdb-server(7) 4.1.14).</summary>
    /// <remarks>Sets: the symmetric difference. Maps: removed pairs with their old value, added and changed ones with their new.</remarks>
    public OvsdbValue DifferenceTo(OvsdbValue target)
    {
        if (!IsMap)
            return SetDifference(target);
        var (old, wanted) = (Pairs.ToHashSet(), target.Pairs.ToHashSet());
        var keysWanted = target._keys.ToHashSet();
        return Map(old.Where(pair => !keysWanted.Contains(pair.Key)).Concat(wanted.Except(old)));
    }

    /// <summary>Applies what <see cref="DifferenceTo"/> says; false when one is a map and the other a set.</summary>
    public bool TryApply(OvsdbValue difference, out OvsdbValue result)
    {
        result = this;
        if (IsMap != difference.IsMap)
            return false;
        result = IsMap ? Changed(difference) : SetDifference(difference);
        return true;
    }

    // Both are in order. Most differences are one element of thousands, so what lies between is copied as a whole.
    private OvsdbValue SetDifference(OvsdbValue other)
    {
        var elements = ImmutableArray.CreateBuilder<Atom>(_keys.Length + other._keys.Length);
        var from = 0;
        foreach (var element in other._keys)
        {
            var place = Place(from, element, out var isThere);
            elements.AddRange(_keys.AsSpan(from, place - from));
            if (!isThere)
                elements.Add(element);
            from = isThere ? place + 1 : place;
        }
        elements.AddRange(_keys.AsSpan()[from..]);
        return elements.Count == 0 ? EmptySet : new OvsdbValue(elements.DrainToImmutable(), default);
    }

    private OvsdbValue Changed(OvsdbValue difference)
    {
        var keys = ImmutableArray.CreateBuilder<Atom>(_keys.Length + difference._keys.Length);
        var values = ImmutableArray.CreateBuilder<Atom>(keys.Capacity);
        var from = 0;
        for (var index = 0; index < difference._keys.Length; index++)
        {
            var (key, value) = (difference._keys[index], difference._values[index]);
            var place = Place(from, key, out var isThere);
            keys.AddRange(_keys.AsSpan(from, place - from));
            values.AddRange(_values.AsSpan(from, place - from));
            if (!isThere || _values[place] != value)
            {
                keys.Add(key);
                values.Add(value);
            }
            from = isThere ? place + 1 : place;
        }
        keys.AddRange(_keys.AsSpan()[from..]);
        values.AddRange(_values.AsSpan()[from..]);
        return keys.Count == 0 ? EmptyMap : new OvsdbValue(keys.DrainToImmutable(), values.DrainToImmutable());
    }

    /// <summary>Where a key is, or would be, at or after a place.</summary>
    private int Place(int from, Atom key, out bool isThere)
    {
        var found = _keys.AsSpan()[from..].BinarySearch(key);
        isThere = found >= 0;
        return from + (isThere ? found : ~found);
    }

    public bool Equals(OvsdbValue? other) =>
        other is not null && IsMap == other.IsMap && _keys.AsSpan().SequenceEqual(other._keys.AsSpan())
        && (!IsMap || _values.AsSpan().SequenceEqual(other._values.AsSpan()));

    public override bool Equals(object? obj) => Equals(obj as OvsdbValue);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var key in _keys)
            hash.Add(key);
        return hash.ToHashCode();
    }

    /// <summary>As <c>ovs-vsctl</c> prints it: <c>[a, b]</c>, <c>{k=v}</c>, or the bare atom.</summary>
    public override string ToString() => Single?.ToString()
        ?? (IsMap ? $"{{{string.Join(", ", Pairs.Select(pair => $"{pair.Key}={pair.Value}"))}}}" : $"[{string.Join(", ", _keys)}]");

    internal void Write(Utf8JsonWriter writer)
    {
        if (Single is { } atom)
        {
            atom.Write(writer);
            return;
        }
        writer.WriteStartArray();
        writer.WriteStringValue(IsMap ? "map" : "set");
        writer.WriteStartArray();
        for (var index = 0; index < _keys.Length; index++)
        {
            if (IsMap)
                writer.WriteStartArray();
            _keys[index].Write(writer);
            if (!IsMap)
                continue;
            _values[index].Write(writer);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
        writer.WriteEndArray();
    }

    internal static bool TryRead(JsonElement json, out OvsdbValue value)
    {
        value = EmptySet;
        if (json.ValueKind is JsonValueKind.Array && json.GetArrayLength() == 2 && json[1].ValueKind is JsonValueKind.Array)
        {
            return Atom.TryReadText(json[0], out var tag) && tag switch
            {
                "set" => TryReadSet(json[1], out value),
                "map" => TryReadMap(json[1], out value),
                _ => false,
            };
        }
        if (!Atom.TryRead(json, out var atom))
            return false;
        value = atom;
        return true;
    }

    private static bool TryReadSet(JsonElement json, out OvsdbValue value)
    {
        value = EmptySet;
        var elements = new List<Atom>(json.GetArrayLength());
        foreach (var item in json.EnumerateArray())
        {
            if (!Atom.TryRead(item, out var atom))
                return false;
            elements.Add(atom);
        }
        value = Set(elements);
        return true;
    }

    private static bool TryReadMap(JsonElement json, out OvsdbValue value)
    {
        value = EmptyMap;
        var pairs = new List<KeyValuePair<Atom, Atom>>(json.GetArrayLength());
        foreach (var pair in json.EnumerateArray())
        {
            if (pair.ValueKind is not JsonValueKind.Array || pair.GetArrayLength() != 2
                || !Atom.TryRead(pair[0], out var key) || !Atom.TryRead(pair[1], out var item))
                return false;
            pairs.Add(new(key, item));
        }
        value = Map(pairs);
        return true;
    }
}
