using System.Collections.Immutable;

using Naru.Protocols.Ovsdb.Models;

namespace Naru.Protocols.Ovsdb.Replica;

/// <summary>A table's rows at one moment.</summary>
public abstract class TableSnapshot
{
    private protected TableSnapshot()
    {
    }
}

/// <summary>A table's rows at one moment; rows that did not change are the same objects in the next snapshot.</summary>
public sealed class TableSnapshot<T> : TableSnapshot
    where T : class, IOvsdbRow<T>
{
    public static readonly TableSnapshot<T> Empty =
        new(ImmutableDictionary<Guid, T>.Empty, ImmutableDictionary.Create<string, T>(StringComparer.Ordinal));

    internal TableSnapshot(ImmutableDictionary<Guid, T> byUuid, ImmutableDictionary<string, T> byName) => (ByUuid, ByName) = (byUuid, byName);

    public ImmutableDictionary<Guid, T> ByUuid { get; }

    /// <summary>The rows by their name; empty for a table whose names are not unique (<see cref="INamedRow"/>).</summary>
    public ImmutableDictionary<string, T> ByName { get; }

    public IEnumerable<T> Rows => ByUuid.Values;

    public int Count => ByUuid.Count;

    public T? Find(Guid uuid) => ByUuid.GetValueOrDefault(uuid);

    public T? Named(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The rows of a reference column; those that are not in the table are left out.</summary>
    public IEnumerable<T> Find(IEnumerable<Guid> uuids) => uuids.Select(Find).OfType<T>();

    /// <summary>What happened to the table since an earlier snapshot: each row once, from what it was to what it is.</summary>
    public IEnumerable<RowChange<T>> ChangesSince(TableSnapshot<T> earlier)
    {
        if (ReferenceEquals(ByUuid, earlier.ByUuid))
            yield break;
        foreach (var (uuid, old) in earlier.ByUuid)
        {
            if (!ByUuid.TryGetValue(uuid, out var now))
                yield return new RowChange<T>(old, null);
            else if (!old.Equals(now))
                yield return new RowChange<T>(old, now);
        }
        foreach (var (uuid, now) in ByUuid)
        {
            if (!earlier.ByUuid.ContainsKey(uuid))
                yield return new RowChange<T>(null, now);
        }
    }
}
