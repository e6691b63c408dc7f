using Naru.Primitives;
using Naru.Rest;
using Naru.Rest.Declarations;

namespace Naru.Identity;

/// <summary>What every resource of the Identity API carries. None of them belongs to a project.</summary>
public abstract record IdentityResource : IResource
{
    /// <summary>32 hexadecimal digits, except for the domain <c>default</c> and regions, which are named.</summary>
    public string Id { get; init; } = "";

    /// <summary>Attributes that the API does not define, kept as given.</summary>
    public EquatableList<ExtraAttribute> Extras { get; init; }

    string IResource.ProjectId => "";

    public static string NewId() => Guid.NewGuid().ToString("N");
}
