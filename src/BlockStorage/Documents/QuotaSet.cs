using Naru.Primitives;
using Naru.State;

namespace Naru.BlockStorage.Documents;

/// <summary>Limits that were set for a project, or for a class of projects.</summary>
public sealed record QuotaSet : IDocument
{
    /// <summary>A project, or <c>class:NAME</c>.</summary>
    public required string Id { get; init; }

    public EquatableList<QuotaLimit> Limits { get; init; }
}
