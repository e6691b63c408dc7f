using Naru.Protocols.Ovsdb.Values;

namespace Naru.Protocols.Ovsdb.Models;

/// <summary>A row of a known table; the generated records implement it.</summary>
public interface IOvsdbRow<TSelf>
    where TSelf : class, IOvsdbRow<TSelf>
{
    static abstract TableModel<TSelf> Table { get; }

    Guid Uuid { get; }

    /// <summary>The columns that differ from their defaults: what an insert of this row has to say.</summary>
    OvsdbRow ToRow();
}
