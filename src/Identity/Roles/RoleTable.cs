using Naru.State;

namespace Naru.Identity.Roles;

/// <summary>Where roles are kept.</summary>
public static class RoleTable
{
    public static readonly Table<Role> Table = new("roles", RoleJson.Default.Role);

    public static readonly Index<Role, string> ByDomain = Table.IndexBy("domain", role => role.DomainId);

    private static readonly UniqueIndex<Role, (string Domain, string Name)> Names =
        Table.UniqueBy("name", (Role role) => ((string, string)?)(role.DomainId ?? "", role.Name));

    /// <param name="domainId">Null for global roles.</param>
    public static Role? FindRoleByName(this IStateReader state, string? domainId, string name) => Names.Find(state, (domainId ?? "", name));
}
