namespace Naru.State;

internal sealed class UniqueIndexState<T, TKey>(string name, KeysOf<T, TKey> keysOf, KeyMap<TKey, T> documents)
    : KeyedIndexState<T, TKey>(keysOf) where T : class, IDocument where TKey : notnull
{
    public KeyMap<TKey, T> Documents { get; private set; } = documents;

    public override IEnumerable<(string Key, string Id)> Entries => Documents.Keys.Select(key => ($"{key}", Documents.Find(key)!.Id));

    public override IndexState<T> Fork() => new UniqueIndexState<T, TKey>(name, KeysOf, Documents);

    protected override void Put(TKey key, T document, object owner)
    {
        if (Documents.Find(key) is { } holder && holder.Id != document.Id)
        {
            throw new InvalidOperationException(
                $"The unique index '{name}' has '{key}' for document '{holder.Id}'; '{document.Id}' cannot have it too.");
        }
        Documents = Documents.Put(key, document, owner);
    }

    protected override void Remove(TKey key, T document, object owner) => Documents = Documents.Remove(key, owner);
}
