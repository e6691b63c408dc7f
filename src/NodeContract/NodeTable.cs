using System.Collections;
using System.Collections.Immutable;

namespace Naru.NodeContract;

/// <summary>The objects of one kind in a view, by key.</summary>
public sealed class NodeTable<T>(ImmutableDictionary<string, T> objects) : IReadOnlyCollection<T> where T : class, INodeObject
{
    public static readonly NodeTable<T> Empty = new(ImmutableDictionary<string, T>.Empty);

    public int Count => objects.Count;

    public static NodeTable<T> Of(IEnumerable<T> items) => new(items.ToImmutableDictionary(item => item.Key));

    public T? Find(string? key) => key is not null && objects.TryGetValue(key, out var found) ? found : null;

    public NodeTable<T> Apply(NodeTableUpdate<T> update) =>
        update.Removed.IsEmpty && update.Set.IsEmpty
            ? this
            : new NodeTable<T>(objects.RemoveRange(update.Removed).SetItems(update.Set.Select(item => KeyValuePair.Create(item.Key, item))));

    /// <summary>What turns <paramref name="before"/> into this table.</summary>
    public NodeTableUpdate<T> Since(NodeTable<T> before) => ReferenceEquals(this, before)
        ? new NodeTableUpdate<T>([], [])
        : new NodeTableUpdate<T>(
            [.. objects.Values.Where(item => !item.Equals(before.Find(item.Key)))],
            [.. before.Where(item => !objects.ContainsKey(item.Key)).Select(item => item.Key)]);

    public IEnumerator<T> GetEnumerator() => objects.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
