namespace Naru.State;

/// <summary>The documents of one table, found by id or enumerated in the ordinal order of their ids.</summary>
public interface ITableReader<T> where T : class, IDocument
{
    int Count { get; }

    T? Find(string id);

    bool Contains(string id);

    /// <summary>Every document as of this call: a transaction may write while it enumerates.</summary>
    IEnumerable<T> All { get; }
}
