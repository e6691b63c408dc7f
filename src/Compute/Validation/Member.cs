using Naru.Compute.Requests;

namespace Naru.Compute.Validation;

/// <summary>A member of an object in a body, and in which versions it may be there.</summary>
internal sealed record Member(string Name, Shape Shape)
{
    public bool IsRequired { get; init; }

    public int Since { get; init; } = VersionRange.Oldest;

    public int Until { get; init; } = VersionRange.Newest;

    public static implicit operator Member((string Name, Shape Shape) member) => new(member.Name, member.Shape);

    public bool IsIn(int version) => version >= Since && version <= Until;
}
