using Naru.State;

namespace Naru.Rest.Values;

/// <summary>The state of fields that never look at it: those of objects inside a resource, and those that are stored.</summary>
internal sealed class NoState : IStateReader
{
    public static readonly NoState Instance = new();

    public long Revision => 0;

    public ITableReader<T> In<T>(Table<T> table) where T : class, IDocument =>
        throw new InvalidOperationException("A field of an object inside a resource cannot be computed from the state.");
}
