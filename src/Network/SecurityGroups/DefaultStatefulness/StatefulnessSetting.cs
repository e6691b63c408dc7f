using System.Text.Json.Serialization;
using Naru.Rest;

namespace Naru.Network.SecurityGroups.DefaultStatefulness;

/// <summary>Whether security groups that do not say so are stateful: those of one project, or of all that have no setting of their own.</summary>
/// <remarks>The setting for everybody belongs to the project with the empty id.</remarks>
public sealed record StatefulnessSetting : StandardResource
{
    public bool Stateful { get; init; } = true;

    /// <summary>The request names nobody as the owner, which means everybody. Never stored.</summary>
    [JsonIgnore]
    public bool IsForEverybody { get; init; }
}
