using System.Text.Json.Serialization;
using Naru.State;

namespace Naru.Identity.Assignments;

/// <summary>A role that a user or group has on a project, a domain or the system.</summary>
/// <param name="TargetId">The project or domain; <see cref="SystemTarget"/> for the system.</param>
/// <param name="Inherited">It counts on the projects below the target, not on the target itself.</param>
public sealed record Assignment(
    ActorKind Actor, string ActorId, TargetKind Target, string TargetId, string RoleId, bool Inherited) : IDocument
{
    public const string SystemTarget = "system";

    public string Id => $"{Actor}:{ActorId}/{Target}:{TargetId}/{RoleId}{(Inherited ? "/inherited" : "")}";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Assignment))]
internal sealed partial class AssignmentJson : JsonSerializerContext;
