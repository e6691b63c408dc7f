namespace Naru.Identity.Limits;

/// <summary>How much of a resource one project or domain gets. Services ask for it; nothing here enforces it.</summary>
public sealed record Limit : IdentityResource
{
    /// <summary>Null when the limit is a domain's.</summary>
    public string? OnProjectId { get; init; }

    public string? DomainId { get; init; }

    public string ServiceId { get; init; } = "";

    public string? RegionId { get; init; }

    public string ResourceName { get; init; } = "";

    public long ResourceLimit { get; init; }

    public string? Description { get; init; }
}
