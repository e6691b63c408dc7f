using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace Naru.Primitives;

/// <summary>An immutable set of address blocks, in order, that compares by what is in it.</summary>
/// <remarks>The default value is the empty set. A changed set shares with the one before what did not change: see <see cref="SortedChunks{TKey,T}"/>.</remarks>
[CollectionBuilder(typeof(IpPrefixSet), nameof(Create))]
[JsonConverter(typeof(IpPrefixSetJson))]
public readonly struct IpPrefixSet : IReadOnlyCollection<IpPrefix>, IEquatable<IpPrefixSet>
{
    private static readonly SortedChunks<IpPrefix, IpPrefix> None = new(prefix => prefix, Comparer<IpPrefix>.Default);

    private readonly SortedChunks<IpPrefix, IpPrefix>? _prefixes;

    private IpPrefixSet(SortedChunks<IpPrefix, IpPrefix> prefixes) => _prefixes = prefixes;

    public int Count => Prefixes.Count;

    public bool IsEmpty => Count == 0;

    public IReadOnlyList<IReadOnlyList<IpPrefix>> Chunks => Prefixes.Chunks;

    private SortedChunks<IpPrefix, IpPrefix> Prefixes => _prefixes ?? None;

    public static IpPrefixSet Of(IEnumerable<IpPrefix> prefixes) => new(None.With(prefixes, []));

    public static IpPrefixSet Create(ReadOnlySpan<IpPrefix> prefixes) => Of(prefixes.ToArray());

    public IpPrefixSet With(IEnumerable<IpPrefix> added, IEnumerable<IpPrefix> removed) => new(Prefixes.With(added, removed));

    /// <summary>What turns <paramref name="before"/> into this set.</summary>
    public (IReadOnlyList<IpPrefix> Added, IReadOnlyList<IpPrefix> Removed) Since(IpPrefixSet before) => Prefixes.Since(before.Prefixes);

    /// <summary>The same set, made of the other's chunks as far as they have the same blocks.</summary>
    public IpPrefixSet Sharing(IpPrefixSet other)
    {
        var (added, removed) = Since(other);
        return other.With(added, removed);
    }

    public IEnumerator<IpPrefix> GetEnumerator() => Prefixes.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(IpPrefixSet other) =>
        ReferenceEquals(Prefixes, other.Prefixes) || (Count == other.Count && Since(other) is { Added.Count: 0, Removed.Count: 0 });

    public override bool Equals(object? obj) => obj is IpPrefixSet other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var prefix in this)
            hash.Add(prefix);
        return hash.ToHashCode();
    }

    public static bool operator ==(IpPrefixSet left, IpPrefixSet right) => left.Equals(right);

    public static bool operator !=(IpPrefixSet left, IpPrefixSet right) => !left.Equals(right);

    public override string ToString() => $"[{string.Join(", ", this)}]";
}
