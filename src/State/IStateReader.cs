namespace Naru.State;

/// <summary>What rules read: the published <see cref="Snapshot"/>, or a <see cref="Transaction"/> in progress.</summary>
public interface IStateReader
{
    /// <summary>The revision that is read; within a transaction the one that it started from.</summary>
    long Revision { get; }

    /// <summary>The documents of one table; the table must be part of the store's schema.</summary>
    ITableReader<T> In<T>(Table<T> table) where T : class, IDocument;
}
