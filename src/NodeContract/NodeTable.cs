using System.Collections;

namespace Naru.NodeContract;

/// <summary>The objects of one kind in a view, by key. Immutable: a table is read for many flows, and seldom changed.</summary>
public sealed class NodeTable<T> : IReadOnlyCollection<T> where T : class, INodeObject
{
    public static readonly NodeTable<T> Empty = new([]);

    private readonly Dictionary<string, T> _objects;

    private NodeTable(Dictionary<string, T> objects) => _objects = objects;

    public int Count => _objects.Count;

    public static NodeTable<T> Of(IEnumerable<T> items) => new(items.ToDictionary(item => item.Key));

    public T? Find(string? key) => key is not null && _objects.TryGetValue(key, out var found) ? found : null;

    public NodeTable<T> Apply(NodeTableUpdate<T> update)
    {
        if (update.Removed.IsEmpty && update.Set.IsEmpty)
            return this;
        var objects = new Dictionary<string, T>(_objects);
        foreach (var key in update.Removed)
            objects.Remove(key);
        foreach (var item in update.Set)
            objects[item.Key] = item;
        return new NodeTable<T>(objects);
    }

    /// <summary>What turns <paramref name="before"/> into this table.</summary>
    public NodeTableUpdate<T> Since(NodeTable<T> before) => ReferenceEquals(this, before)
        ? new NodeTableUpdate<T>([], [])
        : new NodeTableUpdate<T>(
            [.. _objects.Values.Where(item => !item.Equals(before.Find(item.Key)))],
            [.. before.Where(item => !_objects.ContainsKey(item.Key)).Select(item => item.Key)]);

    public IEnumerator<T> GetEnumerator() => _objects.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
