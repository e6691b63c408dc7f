using Naru.Primitives;
using Naru.State;

namespace Naru.SharedFileSystems.Documents;

/// <summary>A kind of share group that administrators offer.</summary>
public sealed record ShareGroupType : IDocument
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public bool IsPublic { get; init; }

    public bool IsDefault { get; init; }

    public EquatableList<NameValue> Specs { get; init; }

    public EquatableList<string> TypeIds { get; init; }

    public EquatableList<string> Projects { get; init; }

    public bool IsFor(string project) => IsPublic || Projects.Items.Contains(project);
}
