using Naru.State;

namespace Naru.Identity.Users;

/// <summary>Where users are kept.</summary>
public static class UserTable
{
    public static readonly Table<User> Table = new("users", UserJson.Default.User);

    public static readonly Index<User, string> ByDomain = Table.IndexBy("domain", user => user.DomainId);

    public static readonly Index<User, string> ByDefaultProject = Table.IndexBy("default_project", user => user.DefaultProjectId);

    private static readonly UniqueIndex<User, (string Domain, string Name)> Names =
        Table.UniqueBy("name", (User user) => ((string, string)?)(user.DomainId, user.Name));

    public static User? FindUserByName(this IStateReader state, string domainId, string name) => Names.Find(state, (domainId, name));
}
