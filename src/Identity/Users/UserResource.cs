using Naru.Identity.Passwords;
using Naru.Rest.Declarations;
using Naru.Rest.Values;

namespace Naru.Identity.Users;

/// <summary>A user of the cloud.</summary>
public static class UserResource
{
    public static ResourceDefinition<User> Define(PasswordRules rules) => new("user", "users", UserTable.Table)
    {
        Blank = () => new User { Id = IdentityResource.NewId() },
        Extras = IdentityFields.Extras<User>(),
        ListPolicy = IdentityPolicies.DomainRead,
        ReadPolicy = IdentityPolicies.UserRead,
        CreatePolicy = IdentityPolicies.DomainManage,
        UpdatePolicy = IdentityPolicies.DomainManage,
        DeletePolicy = IdentityPolicies.DomainManage,
        Fields =
        [
            IdentityFields.Id<User>(),
            new Field<User, string>("name", IdentityFields.LongName, user => user.Name, (user, value) => user with { Name = value })
            {
                Access = Access.CreateUpdate, Required = true, Query = Query.FilterSort,
            },
            new Field<User, string>("domain_id", IdentityFields.Reference, user => user.DomainId, (user, value) => user with { DomainId = value })
            {
                Access = Access.CreateUpdate, Query = Query.FilterSort,
            },
            new Field<User, bool>("enabled", IdentityFields.Flag, user => user.Enabled, (user, value) => user with { Enabled = value })
            {
                Access = Access.CreateUpdate, Query = Query.Filter,
            },
            new Field<User, string?>("default_project_id", IdentityFields.Reference.OrNull(), user => user.DefaultProjectId, (user, value) => user with { DefaultProjectId = value })
            {
                Access = Access.CreateUpdate, OmitNull = true,
            },
            new Field<User, string?>("description", IdentityFields.Description.OrNull(), user => user.Description, (user, value) => user with { Description = value })
            {
                Access = Access.CreateUpdate, OmitNull = true,
            },
            new Field<User, string?>("password", new PasswordKind(rules).OrNull(), user => user.PasswordHash, (user, value) => user with { PasswordHash = value })
            {
                Access = Access.CreateUpdate, WriteOnly = true,
            },
            new Field<User, DateTimeOffset?>("password_expires_at", new TimeKind().OrNone(), user => user.PasswordExpiresAt)
            {
                Query = Query.FilterSort, FilterBy = TimeComparison.Matches,
            },
            new Field<User, string>("options", Kinds.Json, user => user.Options, (user, value) => user with { Options = value })
            {
                Access = Access.CreateUpdate,
            },
        ],
    };
}
