using Naru.Rest;

namespace Naru.Compute.ServerGroups;

/// <summary>Instances that shall be on one host, or on none together.</summary>
public sealed record ServerGroup : IResource
{
    public const string Affinity = "affinity";
    public const string AntiAffinity = "anti-affinity";
    public const string SoftAffinity = "soft-affinity";
    public const string SoftAntiAffinity = "soft-anti-affinity";

    public string Id { get; init; } = "";

    public string ProjectId { get; init; } = "";

    public string UserId { get; init; } = "";

    public string Name { get; init; } = "";

    public string Policy { get; init; } = "";

    /// <summary>How many of them a host may have; null: one. Of <see cref="AntiAffinity"/> only.</summary>
    public int? MaxPerHost { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
