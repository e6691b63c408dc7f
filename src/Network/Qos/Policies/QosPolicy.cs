using System.Text.Json.Serialization;
using Naru.Rest;

namespace Naru.Network.Qos.Policies;

/// <summary>A named set of rules about how much of the network somebody may use, and how its packets are marked.</summary>
public sealed record QosPolicy : StandardResource
{
    public string Name { get; init; } = "";

    /// <summary>Networks of the project that are made without a policy get this one.</summary>
    public bool IsDefault { get; init; }

    /// <summary>What a request says about <c>shared</c>; what holds is in the RBAC policies. Never stored.</summary>
    [JsonIgnore]
    public bool? RequestedShared { get; init; }
}
