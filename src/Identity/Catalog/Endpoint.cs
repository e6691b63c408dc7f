namespace Naru.Identity.Catalog;

/// <summary>Where a service answers, for one kind of client in one region.</summary>
public sealed record Endpoint : IdentityResource
{
    public string ServiceId { get; init; } = "";

    /// <summary><c>public</c>, <c>internal</c> or <c>admin</c>.</summary>
    public string Interface { get; init; } = "public";

    public string? RegionId { get; init; }

    /// <summary>May hold <c>%(project_id)s</c>, which a catalog replaces.</summary>
    public string Url { get; init; } = "";

    public bool Enabled { get; init; } = true;
}
