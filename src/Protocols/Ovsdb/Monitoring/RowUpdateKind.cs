namespace Naru.Protocols.Ovsdb.Monitoring;

/// <summary>What an update does to a row.</summary>
public enum RowUpdateKind
{
    /// <summary>The row is there with these columns; the others are at their defaults.</summary>
    Replace,

    /// <summary>These columns changed: sets and maps of more than one by their differences, others to these values.</summary>
    Modify,

    Delete,
}
