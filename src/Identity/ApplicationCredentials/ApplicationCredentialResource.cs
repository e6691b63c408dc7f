using Naru.Identity.AccessRules;
using Naru.Identity.Roles;
using Naru.Primitives;
using Naru.Rest.Declarations;
using Naru.Rest.Values;
using Naru.State;

namespace Naru.Identity.ApplicationCredentials;

/// <summary>The application credentials of a user. Creating one is special: the secret is shown once.</summary>
public static class ApplicationCredentialResource
{
    private static readonly TimeKind Time = new();

    public static readonly ResourceDefinition<ApplicationCredential> Definition =
        new("application_credential", "application_credentials", ApplicationCredentialTable.Table)
        {
            Path = "users/{user_id}/application_credentials",
            ParentId = credential => credential.UserId,
            Title = "Application credential",
            Operations = Operations.Read | Operations.Delete,
            Blank = () => new ApplicationCredential { Id = IdentityResource.NewId() },
            PolicyTarget = (_, credential, name) => name == "user_id" ? credential.UserId : null,
            ListPolicy = IdentityPolicies.OwnedRead,
            ReadPolicy = IdentityPolicies.OwnedRead,
            CreatePolicy = "user_id:%(user_id)s",
            DeletePolicy = IdentityPolicies.Owned,
            Fields =
            [
                IdentityFields.Id<ApplicationCredential>(),
                new Field<ApplicationCredential, string>("name", IdentityFields.LongName,
                    credential => credential.Name, (credential, value) => credential with { Name = value })
                {
                    Access = Access.Create, Required = true, Query = Query.FilterSort,
                },
                new Field<ApplicationCredential, string?>("description", IdentityFields.Description.OrNull(),
                    credential => credential.Description, (credential, value) => credential with { Description = value })
                {
                    Access = Access.Create,
                },
                new Field<ApplicationCredential, string>("project_id", IdentityFields.Reference, credential => credential.OnProjectId)
                {
                    Query = Query.Filter,
                },
                new Field<ApplicationCredential, DateTimeOffset?>("expires_at", Time.OrNone(),
                    credential => credential.ExpiresAt, (credential, value) => credential with { ExpiresAt = value })
                {
                    Access = Access.Create,
                },
                new Field<ApplicationCredential, bool>("unrestricted", IdentityFields.Flag,
                    credential => credential.Unrestricted, (credential, value) => credential with { Unrestricted = value })
                {
                    Access = Access.Create,
                },
                new Field<ApplicationCredential, EquatableList<Role>>("roles", new ListKind<Role>(RoleSummaryKind.Instance), RolesOf),
                new Field<ApplicationCredential, EquatableList<AccessRule>?>("access_rules",
                    new ListKind<AccessRule>(AccessRuleKind.Instance).OrNone(), AccessRulesOf)
                {
                    OmitNull = true,
                },
            ],
        };

    private static EquatableList<Role> RolesOf(IStateReader state, ApplicationCredential credential) =>
        credential.RoleIds.Select(state.In(RoleTable.Table).Find).OfType<Role>().ToEquatableList();

    private static EquatableList<AccessRule>? AccessRulesOf(IStateReader state, ApplicationCredential credential) =>
        credential.AccessRuleIds is { } ids ? ids.Select(state.In(AccessRuleTable.Table).Find).OfType<AccessRule>().ToEquatableList() : null;
}
