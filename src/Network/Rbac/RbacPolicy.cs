using Naru.Rest;

namespace Naru.Network.Rbac;

/// <summary>Lets another project, or all, use an object that it does not own.</summary>
public sealed record RbacPolicy : StandardResource
{
    /// <summary>The target that stands for every project.</summary>
    public const string Everybody = "*";

    public const string AccessAsShared = "access_as_shared";
    public const string AccessAsExternal = "access_as_external";

    /// <summary>What kind of object: <c>network</c>, <c>security_group</c>, ….</summary>
    public string ObjectType { get; init; } = "";

    public string ObjectId { get; init; } = "";

    /// <summary>A project's id, or <see cref="Everybody"/>.</summary>
    public string TargetProjectId { get; init; } = "";

    public string Action { get; init; } = "";
}
