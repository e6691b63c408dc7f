using Naru.Identity.ApplicationCredentials;
using Naru.Identity.Assignments;
using Naru.Identity.Catalog;
using Naru.Identity.Groups;
using Naru.Identity.Projects;
using Naru.Identity.Roles;
using Naru.Identity.Trusts;
using Naru.Identity.Users;
using Naru.Rest.Doctor;
using Naru.State;

namespace Naru.Identity.Invariants;

/// <summary>What is deleted takes with it what was given to it. (A user's default project may be gone; it is a wish only.)</summary>
internal sealed class IdentityReferencesExist : IInvariant
{
    private static readonly Reference[] All =
    [
        Reference.Of("user", UserTable.Table, "domain_id", user => user.DomainId, ProjectTable.Table),
        Reference.Of("group", GroupTable.Table, "domain_id", group => group.DomainId, ProjectTable.Table),
        Reference.Of("project", ProjectTable.Table, "domain_id", project => project.DomainId, ProjectTable.Table),
        Reference.Of("project", ProjectTable.Table, "parent_id", project => project.ParentId, ProjectTable.Table),
        Reference.Of("role", RoleTable.Table, "domain_id", role => role.DomainId, ProjectTable.Table),
        Reference.Of("membership", MembershipTable.Table, "group", membership => membership.GroupId, GroupTable.Table),
        Reference.Of("membership", MembershipTable.Table, "user", membership => membership.UserId, UserTable.Table),
        Reference.Of("implied role", ImpliedRoleTable.Table, "roles", implied => (string[])[implied.PriorId, implied.ImpliedId], RoleTable.Table),
        Reference.Of("role assignment", AssignmentTable.Table, "role", assignment => assignment.RoleId, RoleTable.Table),
        Reference.Of("role assignment", AssignmentTable.Table, "user", assignment => assignment.Actor is ActorKind.User ? assignment.ActorId : null, UserTable.Table),
        Reference.Of("role assignment", AssignmentTable.Table, "group", assignment => assignment.Actor is ActorKind.Group ? assignment.ActorId : null, GroupTable.Table),
        Reference.Of("role assignment", AssignmentTable.Table, "target", assignment => assignment.Target is TargetKind.System ? null : assignment.TargetId, ProjectTable.Table),
        Reference.Of("application credential", ApplicationCredentialTable.Table, "user_id", credential => credential.UserId, UserTable.Table),
        Reference.Of("application credential", ApplicationCredentialTable.Table, "project_id", credential => credential.OnProjectId, ProjectTable.Table),
        Reference.Of("trust", TrustTable.Table, "users", trust => (string[])[trust.TrustorId, trust.TrusteeId], UserTable.Table),
        Reference.Of("endpoint", CatalogTables.Endpoints, "service_id", endpoint => endpoint.ServiceId, CatalogTables.Services),
        Reference.Of("endpoint", CatalogTables.Endpoints, "region_id", endpoint => endpoint.RegionId, CatalogTables.Regions),
    ];

    public string Rule => "What an object of Identity refers to exists.";

    public IEnumerable<Violation> Violations(Snapshot state) => All.SelectMany(reference => reference.Dangling(state));
}
