using Naru.Primitives;
using Naru.State;

namespace Naru.SharedFileSystems.Documents;

/// <summary>A kind of something that administrators offer, to all or to some projects.</summary>
public abstract record OfferedType : IDocument
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public bool IsPublic { get; init; }

    public bool IsDefault { get; init; }

    /// <summary>Projects that may use it although it is not public.</summary>
    public EquatableList<string> Projects { get; init; }

    public bool IsFor(string project) => IsPublic || Projects.Items.Contains(project);
}
