namespace Naru.Protocols.Ovsdb.Replica;

/// <summary>A row before and after: <paramref name="Old"/> is null for a new row, <paramref name="New"/> for one that is gone.</summary>
public sealed record RowChange<T>(T? Old, T? New)
    where T : class;
