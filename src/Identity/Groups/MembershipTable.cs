using Naru.State;

namespace Naru.Identity.Groups;

/// <summary>Who is in which group.</summary>
public static class MembershipTable
{
    public static readonly Table<Membership> Table = new("group_memberships", GroupJson.Default.Membership);

    public static readonly Index<Membership, string> ByUser = Table.IndexBy("user", membership => membership.UserId);

    public static readonly Index<Membership, string> ByGroup = Table.IndexBy("group", membership => membership.GroupId);
}
