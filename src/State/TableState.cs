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

    /// <summary>Fills an empty table.</summary>
    public abstract void Load(IReadOnlyList<IDocument> documents);
}

internal sealed class TableState<T>(IndexState<T>[] indexes, Tree<string, T, IdOrder<T>>? documents) : TableState, ITableReader<T>
    where T : class, IDocument
{
    private Tree<string, T, IdOrder<T>>? _documents = documents;
    private object? _owner;

    public int Count => _documents?.Size ?? 0;

    public IEnumerable<T> All
    {
        get
        {
            KeepWhatIsRead();
            return new TreeItems<string, T, IdOrder<T>>(_documents);
        }
    }

    public IndexState<T> Index(int slot) => indexes[slot];

    public T? Find(string id) => Tree<string, T, IdOrder<T>>.Find(_documents, id);

    public bool Contains(string id) => Find(id) is not null;

    public override IDocument? FindDocument(string id) => Find(id);

    public override TableState Fork() => new TableState<T>(Array.ConvertAll(indexes, index => index.Fork()), _documents);

    public override void Put(string id, IDocument? after)
    {
        var (old, document) = (Find(id), (T?)after);
        _owner ??= new object();
        foreach (var index in indexes)
            index.Move(old, document, _owner);
        _documents = document is null
            ? Tree<string, T, IdOrder<T>>.Remove(_documents, id, _owner)
            : Tree<string, T, IdOrder<T>>.Put(_documents, document, _owner);
    }

    public override void Load(IReadOnlyList<IDocument> documents)
    {
        var owner = new object();
        foreach (var document in documents)
            _documents = Tree<string, T, IdOrder<T>>.Put(_documents, (T)document, owner);
        // Indexes have nothing to do with one another.
        Parallel.ForEach(indexes, index => index.Load(All, owner));
    }

    /// <summary>From here on writes copy the nodes again that they changed in place so far, for somebody may be enumerating them.</summary>
    public void KeepWhatIsRead()
    {
        // A published table has no writer: only there could two threads meet here.
        if (_owner is not null)
            _owner = null;
    }
}
