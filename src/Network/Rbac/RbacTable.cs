using System.Text.Json.Serialization;
using Naru.Primitives;
using Naru.State;

namespace Naru.Network.Rbac;

/// <summary>Where RBAC policies are stored.</summary>
public static class RbacTable
{
    public static readonly Table<RbacPolicy> Table = new("rbac_policies", RbacJson.Default.RbacPolicy);
    public static readonly Index<RbacPolicy, string> ByProject = Table.IndexBy("project", policy => policy.ProjectId);
    public static readonly Index<RbacPolicy, string> ByObject = Table.IndexBy("object", policy => policy.ObjectId);
    public static readonly UniqueIndex<RbacPolicy, RbacGrant> ByGrant =
        Table.UniqueBy("grant", policy => new RbacGrant(policy.ObjectId, policy.Action, policy.TargetProjectId));
}

[JsonSourceGenerationOptions(Converters = [typeof(EquatableListJson<string>)])]
[JsonSerializable(typeof(RbacPolicy))]
internal sealed partial class RbacJson : JsonSerializerContext;
