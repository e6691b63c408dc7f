using Naru.Primitives;

namespace Naru.NodeContract;

/// <summary>A change of one kind of objects: these are now so, those are gone.</summary>
public sealed record NodeTableUpdate<T>(EquatableList<T> Set, EquatableList<string> Removed) where T : class, INodeObject
{
    public static readonly NodeTableUpdate<T> Empty = new([], []);

    public bool IsEmpty => Set.IsEmpty && Removed.IsEmpty;
}
