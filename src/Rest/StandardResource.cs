using Naru.Primitives;

namespace Naru.Rest;

/// <summary>What every resource of the Networking API carries (its "standard attributes").</summary>
public abstract record StandardResource : IResource, ITagged
{
    public string Id { get; init; } = "";

    public string ProjectId { get; init; } = "";

    public string Description { get; init; } = "";

    public EquatableList<string> Tags { get; init; }

    /// <summary>Grows by one with each change (extension <c>standard-attr-revisions</c>).</summary>
    public int RevisionNumber { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}
