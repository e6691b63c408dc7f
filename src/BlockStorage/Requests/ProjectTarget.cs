using Naru.Rest.Policy;

namespace Naru.BlockStorage.Requests;

/// <summary>Something of a project, as policies see it.</summary>
internal readonly struct ProjectTarget(string projectId, string userId = "") : IPolicyTarget
{
    public string? Attribute(string name) => name switch
    {
        "project_id" => projectId,
        "user_id" => userId,
        _ => null,
    };
}
