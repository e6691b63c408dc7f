namespace Naru.Identity.EndpointFilter;

/// <summary>The attribute <c>filters</c> of an endpoint group; what is null is not asked for.</summary>
internal sealed record EndpointFilters(string? ServiceId = null, string? RegionId = null, string? Interface = null, bool? Enabled = null);
