using Naru.Rest.Microversions;

namespace Naru.Compute.Validation;

/// <summary>A member of an object in a body, and in which versions it may be there.</summary>
internal sealed record Member(string Name, Shape Shape)
{
    public bool IsRequired { get; init; }

    public int Since { get; init; }

    public int Until { get; init; } = VersionRange.Open;

    public static implicit operator Member((string Name, Shape Shape) member) => new(member.Name, member.Shape);

    public bool IsIn(int version) => new VersionRange(Since, Until).Has(version);
}
