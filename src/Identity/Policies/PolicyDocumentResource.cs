using Naru.Rest.Declarations;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Identity.Policies;

/// <summary>The policy documents of services.</summary>
public static class PolicyDocumentResource
{
    public static readonly Table<PolicyDocument> Table = new("policy_documents", PolicyDocumentJson.Default.PolicyDocument);

    public static readonly ResourceDefinition<PolicyDocument> Definition = new("policy", "policies", Table)
    {
        Blank = () => new PolicyDocument { Id = IdentityResource.NewId() },
        Extras = IdentityFields.Extras<PolicyDocument>(),
        ListPolicy = IdentityPolicies.SystemRead,
        ReadPolicy = IdentityPolicies.SystemRead,
        CreatePolicy = IdentityPolicies.Admin,
        UpdatePolicy = IdentityPolicies.Admin,
        DeletePolicy = IdentityPolicies.Admin,
        Fields =
        [
            IdentityFields.Id<PolicyDocument>(),
            new Field<PolicyDocument, string>("type", IdentityFields.LongName, policy => policy.Type, (policy, value) => policy with { Type = value })
            {
                Access = Access.CreateUpdate, Required = true, Query = Query.FilterSort,
            },
            new Field<PolicyDocument, string>("blob", Kinds.Text(65_535), policy => policy.Blob, (policy, value) => policy with { Blob = value })
            {
                Access = Access.CreateUpdate, Required = true,
            },
        ],
    };
}
