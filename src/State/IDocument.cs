namespace Naru.State;

/// <summary>What a <see cref="Table{T}"/> holds: an immutable record with an id that never changes.</summary>
public interface IDocument
{
    /// <summary>Unique within its table; compared ordinally.</summary>
    string Id { get; }
}
