using System.Collections.Immutable;

using Naru.Primitives;
using Naru.Protocols.Ovsdb.Models;

namespace Naru.Protocols.Ovsdb.Replica;

/// <summary>A database as a replica saw it at one moment: whole transactions, never a part of one.</summary>
public sealed class ReplicaSnapshot
{
    private readonly ImmutableDictionary<string, TableSnapshot> _tables;

    internal ReplicaSnapshot(ImmutableDictionary<string, TableSnapshot> tables, bool isConnected, bool isLoaded, bool holdsLock, Error? problem) =>
        (_tables, IsConnected, IsLoaded, HoldsLock, Problem) = (tables, isConnected, isLoaded, holdsLock, problem);

    /// <summary>Whether the rows are the database's as of now. While it is away they are those of the last moment it was there.</summary>
    public bool IsConnected { get; }

    /// <summary>Whether there has been a first copy; before it, every table is empty and says nothing.</summary>
    public bool IsLoaded { get; }

    /// <summary>Whether this client has the lock that it asks for (<see cref="ReplicaOptions.Lock"/>).</summary>
    public bool HoldsLock { get; }

    /// <summary>Why the connection is away.</summary>
    public Error? Problem { get; }

    /// <exception cref="InvalidOperationException">The replica was not told to hold this table.</exception>
    public TableSnapshot<T> Table<T>()
        where T : class, IOvsdbRow<T> => _tables.TryGetValue(T.Table.Name, out var table)
        ? (TableSnapshot<T>)table
        : throw new InvalidOperationException($"The replica does not hold table '{T.Table.Name}'; it holds {string.Join(", ", _tables.Keys)}.");
}
