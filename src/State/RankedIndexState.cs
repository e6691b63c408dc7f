namespace Naru.State;

internal sealed class RankedIndexState<T, TGroup, TKey>(
    string name, KeysOf<T, (TGroup Group, TKey Key)> keysOf, KeyMap<TGroup, Tree<TKey, RankedItem<T, TKey>, RankedOrder<T, TKey>>> groups)
    : KeyedIndexState<T, (TGroup Group, TKey Key)>(keysOf)
    where T : class, IDocument where TGroup : notnull where TKey : IComparable<TKey>
{
    public KeyMap<TGroup, Tree<TKey, RankedItem<T, TKey>, RankedOrder<T, TKey>>> Groups { get; private set; } = groups;

    public override IEnumerable<(string Key, string Id)> Entries =>
        from grouped in Groups.Keys
        from item in new TreeItems<TKey, RankedItem<T, TKey>, RankedOrder<T, TKey>>(Groups.Find(grouped))
        select ($"{grouped} {item.Key}", item.Document.Id);

    public override IndexState<T> Fork() => new RankedIndexState<T, TGroup, TKey>(name, KeysOf, Groups);

    protected override int HashOf((TGroup Group, TKey Key) key) => KeyHash.Of(key.Group);

    protected override void Put((TGroup Group, TKey Key) key, T document, object owner)
    {
        var before = Groups.Find(key.Group);
        if (Tree<TKey, RankedItem<T, TKey>, RankedOrder<T, TKey>>.Find(before, key.Key) is { } holder && holder.Document.Id != document.Id)
        {
            throw new InvalidOperationException(
                $"The index '{name}' has '{key}' for document '{holder.Document.Id}'; '{document.Id}' cannot have it too.");
        }
        var item = new RankedItem<T, TKey>(key.Key, document);
        var after = Tree<TKey, RankedItem<T, TKey>, RankedOrder<T, TKey>>.Put(before, item, owner);
        if (!ReferenceEquals(before, after))
            Groups = Groups.Put(key.Group, after, owner);
    }

    protected override void Remove((TGroup Group, TKey Key) key, T document, object owner)
    {
        var before = Groups.Find(key.Group);
        var rest = Tree<TKey, RankedItem<T, TKey>, RankedOrder<T, TKey>>.Remove(before, key.Key, owner);
        if (rest is null)
            Groups = Groups.Remove(key.Group, owner);
        else if (!ReferenceEquals(before, rest))
            Groups = Groups.Put(key.Group, rest, owner);
    }
}
