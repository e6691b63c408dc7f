using Naru.Identity.Groups;
using Naru.Primitives;
using Naru.Rest;
using Naru.State;

namespace Naru.Seed;

/// <summary><c>users</c> of a group of Identity: the names of its members.</summary>
internal sealed class MemberPart : ISeedPart
{
    public IReadOnlyList<string> Owners => ["group"];

    public string Key => "users";

    public Result<Done> Apply(Transaction state, Caller caller, string ownerId, SeedNode item, SeedReferences ids)
    {
        if (ids.Name(item, "user") is not { } user)
            return Error.Invalid("expected the name of a user");
        var membership = new Membership(ownerId, user);
        if (!state.In(MembershipTable.Table).Contains(membership.Id))
            state.Insert(MembershipTable.Table, membership);
        return Done.Ok;
    }
}
