namespace Naru.Identity.Catalog;

/// <summary>A part of the cloud that has endpoints of its own. Its id is its name.</summary>
public sealed record Region : IdentityResource
{
    public string Description { get; init; } = "";

    public string? ParentRegionId { get; init; }
}
