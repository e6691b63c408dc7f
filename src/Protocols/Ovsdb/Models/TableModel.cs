using Naru.Primitives;
using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.Models;

/// <summary>A table that a replica can hold: its name and the columns wanted of it.</summary>
public abstract record TableModel(string Name, EquatableList<string> Columns)
{
    internal abstract Replica.TableReplica NewReplica();
}

/// <summary>A table whose rows are read as <typeparamref name="T"/>.</summary>
public sealed record TableModel<T>(string Name, EquatableList<string> Columns, Func<Guid, OvsdbRow, T> Read) : TableModel(Name, Columns)
    where T : class, IOvsdbRow<T>
{
    /// <summary>The same table with fewer columns; the others of its rows stay at their defaults.</summary>
    public TableModel<T> Only(params ReadOnlySpan<string> columns) => this with { Columns = EquatableList.Create(columns) };

    internal override Replica.TableReplica NewReplica() => new Replica.TableReplica<T>(this);
}
