using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Naru.State;

/// <summary>Declares a table once: its name, serializer, schema version and indexes.</summary>
/// <remarks>
/// Indexes are declared in static field initialisers of the same class as the table, so that touching one declares all.
/// <code>
/// public static readonly Table&lt;Port&gt; Table = new("ports", PortJson.Default.Port);
/// public static readonly Index&lt;Port, string&gt; ByNetwork = Table.IndexBy("network", port => port.NetworkId);
/// </code>
/// Key functions must be pure: the keys of a document are computed again when it is replaced or deleted.
/// </remarks>
public sealed class Table<T>(string name, JsonTypeInfo<T> json) : Table(name) where T : class, IDocument
{
    private ImmutableArray<IIndex<T>> _indexes = [];
    private bool _sealed;

    /// <summary>An index by one key; a document whose key is null is not in it.</summary>
    public Index<T, TKey> IndexBy<TKey>(string name, Func<T, TKey?> key) where TKey : notnull =>
        Declare(slot => new Index<T, TKey>(this, name, slot, Keys.One(key)));

    /// <inheritdoc cref="IndexBy{TKey}(string, Func{T, TKey})"/>
    public Index<T, TKey> IndexBy<TKey>(string name, Func<T, TKey?> key) where TKey : struct =>
        Declare(slot => new Index<T, TKey>(this, name, slot, Keys.One(key)));

    /// <summary>An index by any number of keys; a key named twice by a document counts once.</summary>
    public Index<T, TKey> IndexByMany<TKey>(string name, Func<T, IEnumerable<TKey>> keys) where TKey : notnull =>
        Declare(slot => new Index<T, TKey>(this, name, slot, Keys.Many(keys)));

    /// <summary>An index in which a key has at most one document. Rules look first: a write that breaks it is a bug and throws.</summary>
    public UniqueIndex<T, TKey> UniqueBy<TKey>(string name, Func<T, TKey?> key) where TKey : notnull =>
        Declare(slot => new UniqueIndex<T, TKey>(this, name, slot, Keys.One(key)));

    /// <inheritdoc cref="UniqueBy{TKey}(string, Func{T, TKey})"/>
    public UniqueIndex<T, TKey> UniqueBy<TKey>(string name, Func<T, TKey?> key) where TKey : struct =>
        Declare(slot => new UniqueIndex<T, TKey>(this, name, slot, Keys.One(key)));

    /// <summary>An index by any number of keys that only one document may have, ordered within groups.</summary>
    public RankedIndex<T, TGroup, TKey> RankedByMany<TGroup, TKey>(string name, Func<T, IEnumerable<(TGroup, TKey)>> keys)
        where TGroup : notnull where TKey : IComparable<TKey> =>
        Declare(slot => new RankedIndex<T, TGroup, TKey>(this, name, slot, Keys.Many(keys)));

    internal override void Seal() => _sealed = true;

    internal override TableState Empty() => new TableState<T>([.. _indexes.Select(index => index.Empty())], null);

    internal override IEnumerable<IndexFault> IndexFaults(TableState state)
    {
        var table = (TableState<T>)state;
        var anew = (TableState<T>)Empty();
        anew.Load([.. table.All]);
        foreach (var (slot, index) in _indexes.Index())
        {
            var (held, right) = (table.Index(slot).Entries.ToHashSet(), anew.Index(slot).Entries.ToHashSet());
            foreach (var (key, id) in right.Except(held))
                yield return new IndexFault(Name, index.Name, key, id, IsMissing: true);
            foreach (var (key, id) in held.Except(right))
                yield return new IndexFault(Name, index.Name, key, id, IsMissing: false);
        }
    }

    internal override byte[] Write(object document) => JsonSerializer.SerializeToUtf8Bytes((T)document, json);

    internal override IDocument Read(ReadOnlySpan<byte> body, int version)
    {
        if (version > SchemaVersion)
            throw new InvalidDataException(
                $"A document of table '{Name}' has schema version {version}, written by a newer program; this one knows up to {SchemaVersion}.");
        var document = version == SchemaVersion ? JsonSerializer.Deserialize(body, json) : Upgraded(body, version).Deserialize(json);
        return document ?? throw new InvalidDataException($"A document of table '{Name}' is stored as null.");
    }

    private JsonObject Upgraded(ReadOnlySpan<byte> body, int version)
    {
        if (Upgrade is null)
            throw new InvalidDataException(
                $"A document of table '{Name}' has schema version {version}, and the table declares no upgrade to {SchemaVersion}.");
        return Upgrade(version, JsonNode.Parse(body)!.AsObject());
    }

    private TIndex Declare<TIndex>(Func<int, TIndex> create) where TIndex : IIndex<T>
    {
        if (_sealed)
            throw new InvalidOperationException(
                $"The table '{Name}' is already in use: declare its indexes in static field initialisers beside the table.");
        var index = create(_indexes.Length);
        if (_indexes.Any(other => other.Name == index.Name))
            throw new ArgumentException($"The table '{Name}' has two indexes '{index.Name}'.");
        _indexes = _indexes.Add(index);
        return index;
    }
}
