using Naru.Identity.AccessRules;
using Naru.Identity.ApplicationCredentials;
using Naru.Identity.Assignments;
using Naru.Identity.Bootstrap;
using Naru.Identity.Catalog;
using Naru.Identity.Credentials;
using Naru.Identity.DomainConfiguration;
using Naru.Identity.EndpointFilter;
using Naru.Identity.Groups;
using Naru.Identity.Limits;
using Naru.Identity.OAuth1;
using Naru.Identity.Passwords;
using Naru.Identity.Policies;
using Naru.Identity.Projects;
using Naru.Identity.Roles;
using Naru.Identity.Tokens;
using Naru.Identity.Trusts;
using Naru.Identity.Users;
using Naru.State;

namespace Naru.Identity;

/// <summary>The tables of Identity, for the schema of the store.</summary>
public static class IdentityTables
{
    public static IReadOnlyList<Table> All { get; } =
    [
        ProjectTable.Table,
        UserTable.Table,
        GroupTable.Table,
        MembershipTable.Table,
        RoleTable.Table,
        ImpliedRoleTable.Table,
        AssignmentTable.Table,
        ApplicationCredentialTable.Table,
        AccessRuleTable.Table,
        CredentialTable.Table,
        TrustTable.Table,
        PolicyDocumentResource.Table,
        CatalogTables.Services,
        CatalogTables.Endpoints,
        CatalogTables.Regions,
        EndpointFilterTables.Groups,
        EndpointFilterTables.Associations,
        LimitTables.Registered,
        LimitTables.Limits,
        DomainConfig.Table,
        ConsumerResource.Table,
        TokenTables.Revocations,
        TokenTables.Keys,
        InstallationTable.Table,
        FailedLogins.Table,
    ];

    /// <summary>The contents, each an object that is replaced when it changes, of the tables that a token's meaning depends on.</summary>
    internal static IReadOnlyList<Func<IStateReader, object>> DecidingAboutTokens { get; } =
    [
        state => state.In(ProjectTable.Table),
        state => state.In(UserTable.Table),
        state => state.In(MembershipTable.Table),
        state => state.In(RoleTable.Table),
        state => state.In(ImpliedRoleTable.Table),
        state => state.In(AssignmentTable.Table),
        state => state.In(ApplicationCredentialTable.Table),
        state => state.In(AccessRuleTable.Table),
        state => state.In(TrustTable.Table),
        state => state.In(TokenTables.Revocations),
    ];
}
