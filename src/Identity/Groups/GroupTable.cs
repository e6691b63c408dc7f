using Naru.State;

namespace Naru.Identity.Groups;

/// <summary>Where groups are kept.</summary>
public static class GroupTable
{
    public static readonly Table<Group> Table = new("groups", GroupJson.Default.Group);

    public static readonly Index<Group, string> ByDomain = Table.IndexBy("domain", group => group.DomainId);

    private static readonly UniqueIndex<Group, (string Domain, string Name)> Names =
        Table.UniqueBy("name", (Group group) => ((string, string)?)(group.DomainId, group.Name));

    public static Group? FindGroupByName(this IStateReader state, string domainId, string name) => Names.Find(state, (domainId, name));
}
