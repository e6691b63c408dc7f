namespace Naru.Ovn.Rows;

/// <summary>A row of the northbound database: its table and its UUID, which is chosen by us and follows from the object that it is of.</summary>
public readonly record struct RowKey(string Table, Guid Uuid);
