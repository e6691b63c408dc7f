using Naru.State;

namespace Naru.Identity.Roles;

/// <summary>Which role implies which, one step at a time.</summary>
public static class ImpliedRoleTable
{
    public static readonly Table<ImpliedRole> Table = new("implied_roles", RoleJson.Default.ImpliedRole);

    public static readonly Index<ImpliedRole, string> ByPrior = Table.IndexBy("prior", rule => rule.PriorId);

    public static readonly Index<ImpliedRole, string> ByImplied = Table.IndexBy("implied", rule => rule.ImpliedId);

    /// <summary>Adds what the roles imply, directly and through others; circles are fine.</summary>
    public static HashSet<string> WithImplied(this IStateReader state, IEnumerable<string> roleIds)
    {
        var all = new HashSet<string>();
        var open = new Stack<string>(roleIds);
        while (open.TryPop(out var id))
        {
            if (!all.Add(id))
                continue;
            foreach (var rule in ByPrior.Of(state, id))
                open.Push(rule.ImpliedId);
        }
        return all;
    }
}
