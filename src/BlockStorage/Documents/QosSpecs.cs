using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Documents;

/// <summary>How fast volumes of some types may be.</summary>
public sealed record QosSpecs : IDocument
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Who keeps to it: <c>front-end</c>, <c>back-end</c> or <c>both</c>.</summary>
    public required string Consumer { get; init; }

    public EquatableList<Entry> Specs { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
