using Naru.Rest.Declarations;
using Naru.Rest.Values;

namespace Naru.Network.Rbac;

/// <summary>The declaration of <c>/rbac-policies</c>.</summary>
public static class RbacResource
{
    private const string NotEverybody = "role:admin or not '*':%(target_tenant)s";

    public static readonly ResourceDefinition<RbacPolicy> Definition = new("rbac_policy", "rbac_policies", RbacTable.Table)
    {
        Path = "rbac-policies",
        Extension = "rbac-policies",
        ErrorName = "RbacPolicy",
        Title = "RBAC policy",
        Blank = static () => new RbacPolicy(),
        ByProject = RbacTable.ByProject,
        Quota = "rbac_policy",
        Fields =
        [
            StandardFields.Id<RbacPolicy>(),
            StandardFields.ProjectId<RbacPolicy>(),
            new Field<RbacPolicy, string>("object_type", Kinds.Text(64), p => p.ObjectType, (p, value) => p with { ObjectType = value.Trim().ToLowerInvariant() })
            {
                Access = Access.Create, Query = Query.FilterSort, Required = true,
            },
            new Field<RbacPolicy, string>("object_id", Kinds.Uuid, p => p.ObjectId, (p, value) => p with { ObjectId = value })
            {
                Access = Access.Create, Query = Query.FilterSort, Required = true,
            },
            new Field<RbacPolicy, string>("target_tenant", Kinds.Text(64, min: 1), p => p.TargetProjectId, (p, value) => p with { TargetProjectId = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort, Required = true, CreatePolicy = NotEverybody, UpdatePolicy = NotEverybody,
            },
            new Field<RbacPolicy, string>("action", Kinds.Text(255), p => p.Action, (p, value) => p with { Action = value })
            {
                Access = Access.Create, Query = Query.FilterSort, Required = true,
            },
        ],
    };
}
