using System.Text.Json.Serialization;
using Naru.Rest;

namespace Naru.Network.Agents;

/// <summary>A service of a host, as the API shows it. Whether it is alive and how it is configured is read from its node.</summary>
public sealed record Agent : IResource
{
    public string Id { get; init; } = "";

    public string Host { get; init; } = "";

    public AgentKind Kind { get; init; }

    /// <summary>New networks and routers are placed on it.</summary>
    public bool AdminStateUp { get; init; } = true;

    public string? Description { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Of one router's agents: <c>active</c> or <c>standby</c>, if the router is highly available. Never stored.</summary>
    [JsonIgnore]
    public string? HaState { get; init; }

    /// <summary>Agents belong to nobody.</summary>
    [JsonIgnore]
    public string ProjectId => "";
}
