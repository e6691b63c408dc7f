namespace Naru.State;

/// <summary>Per key the documents in the order of their ids; they are held here, not looked up, since indexes are read far more than written.</summary>
internal sealed class SharedIndexState<T, TKey>(KeysOf<T, TKey> keysOf, KeyMap<TKey, Tree<string, T, IdOrder<T>>> documents)
    : KeyedIndexState<T, TKey>(keysOf) where T : class, IDocument where TKey : notnull
{
    public KeyMap<TKey, Tree<string, T, IdOrder<T>>> Documents { get; private set; } = documents;

    public override IEnumerable<(string Key, string Id)> Entries =>
        from key in Documents.Keys
        from document in new TreeItems<string, T, IdOrder<T>>(Documents.Find(key))
        select ($"{key}", document.Id);

    public override IndexState<T> Fork() => new SharedIndexState<T, TKey>(KeysOf, Documents);

    protected override void Put(TKey key, T document, object owner)
    {
        var before = Documents.Find(key);
        var after = Tree<string, T, IdOrder<T>>.Put(before, document, owner);
        if (!ReferenceEquals(before, after))
            Documents = Documents.Put(key, after, owner);
    }

    protected override void Remove(TKey key, T document, object owner)
    {
        var before = Documents.Find(key);
        var rest = Tree<string, T, IdOrder<T>>.Remove(before, document.Id, owner);
        if (rest is null)
            Documents = Documents.Remove(key, owner);
        else if (!ReferenceEquals(before, rest))
            Documents = Documents.Put(key, rest, owner);
    }
}
