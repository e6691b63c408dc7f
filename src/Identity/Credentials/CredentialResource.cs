using Naru.Rest.Declarations;
using Naru.Rest.Policy;
using Naru.Rest.Values;

namespace Naru.Identity.Credentials;

/// <summary>The credentials of users. Everybody manages their own.</summary>
public static class CredentialResource
{
    private static readonly TextKind Blob = Kinds.Text(65_535);

    public static readonly ResourceDefinition<Credential> Definition = new("credential", "credentials", CredentialTable.Table)
    {
        Blank = () => new Credential { Id = IdentityResource.NewId() },
        Extras = IdentityFields.Extras<Credential>(),
        AbsenceIsPublic = true,
        ListPolicy = Rules.Anyone,
        ReadPolicy = IdentityPolicies.OwnedRead,
        CreatePolicy = IdentityPolicies.Owned,
        UpdatePolicy = IdentityPolicies.Owned,
        DeletePolicy = IdentityPolicies.Owned,
        Fields =
        [
            IdentityFields.Id<Credential>(),
            new Field<Credential, string>("user_id", IdentityFields.Reference, credential => credential.UserId, (credential, value) => credential with { UserId = value })
            {
                Access = Access.CreateUpdate, Required = true, Query = Query.Filter,
            },
            new Field<Credential, string?>("project_id", IdentityFields.Reference.OrNull(), credential => credential.OnProjectId, (credential, value) => credential with { OnProjectId = value })
            {
                Access = Access.CreateUpdate, Query = Query.Filter,
            },
            new Field<Credential, string>("type", IdentityFields.LongName, credential => credential.Type, (credential, value) => credential with { Type = value })
            {
                Access = Access.CreateUpdate, Required = true, Query = Query.FilterSort,
            },
            new Field<Credential, string>("blob", Blob, credential => credential.Blob, (credential, value) => credential with { Blob = value })
            {
                Access = Access.CreateUpdate, Required = true,
            },
        ],
    };
}
