using System.Collections;
using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>The objects of one kind in a view, in order of their keys. Immutable; a changed table shares with the one before what did not change.</summary>
public sealed class NodeTable<T> : IReadOnlyCollection<T> where T : class, INodeObject
{
    public static readonly NodeTable<T> Empty = new(new SortedChunks<string, T>(item => item.Key, StringComparer.Ordinal));

    private readonly SortedChunks<string, T> _objects;

    private NodeTable(SortedChunks<string, T> objects) => _objects = objects;

    public int Count => _objects.Count;

    /// <summary>The objects in pieces. A piece is the same object from view to view for as long as nothing in it changes.</summary>
    public IReadOnlyList<IReadOnlyList<T>> Chunks => _objects.Chunks;

    public static NodeTable<T> Of(IEnumerable<T> items) => new(Empty._objects.With(items, []));

    public T? Find(string? key) => key is not null && _objects.TryFind(key, out var found) ? found : null;

    public NodeTable<T> Apply(NodeTableUpdate<T> update) =>
        update.IsEmpty ? this : new NodeTable<T>(_objects.With(update.Set, update.Removed));

    /// <summary>What turns <paramref name="before"/> into this table.</summary>
    public NodeTableUpdate<T> Since(NodeTable<T> before)
    {
        var (set, removed) = _objects.Since(before._objects);
        return new NodeTableUpdate<T>([.. set], [.. removed]);
    }

    public IEnumerator<T> GetEnumerator() => _objects.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
