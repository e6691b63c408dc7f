using System.Collections.Immutable;

namespace Naru.State;

/// <summary>The content of a table. Only the transaction that forked it changes it.</summary>
internal abstract class TableState
{
    public static TableState<T> Of<T>(IStateReader reader, Table<T> table) where T : class, IDocument =>
        (TableState<T>)reader.In(table);

    public abstract TableState Fork();

    public abstract IDocument? FindDocument(string id);

    /// <summary>Replaces the document of an id; null stands for none, on either side.</summary>
    public abstract void Put(string id, IDocument? after);
}

internal sealed class TableState<T>(IndexState<T>[] indexes) : TableState, ITableReader<T> where T : class, IDocument
{
    public ImmutableSortedDictionary<string, T> Documents { get; private set; } =
        ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);

    public IndexState<T>[] Indexes => indexes;

    public int Count => Documents.Count;

    public IEnumerable<T> All => Documents.Values;

    public T? Find(string id) => Documents.GetValueOrDefault(id);

    public bool Contains(string id) => Documents.ContainsKey(id);

    public override IDocument? FindDocument(string id) => Find(id);

    public override TableState Fork() => new TableState<T>(Array.ConvertAll(indexes, index => index.Fork())) { Documents = Documents };

    public override void Put(string id, IDocument? after)
    {
        var (old, document) = (Find(id), (T?)after);
        foreach (var index in indexes)
            index.Move(old, document);
        Documents = document is null ? Documents.Remove(id) : Documents.SetItem(id, document);
    }
}
