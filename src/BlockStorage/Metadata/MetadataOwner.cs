using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Requests;
using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Metadata;

/// <summary>A kind of things that have metadata.</summary>
/// <param name="Collection">Its part of the path.</param>
/// <param name="Read">The metadata of one that the caller may do something with; the last argument is a rule.</param>
internal sealed record MetadataOwner(
    string Collection,
    Func<VolumeRequest, IStateReader, string, Result<EquatableList<Entry>>> Read,
    Action<Transaction, string, EquatableList<Entry>> Write)
{
    public required string GetRule { get; init; }

    public required string CreateRule { get; init; }

    public required string UpdateRule { get; init; }

    public required string DeleteRule { get; init; }
}
