using Naru.State;

namespace Naru.Identity.Groups;

/// <summary>A user is in a group.</summary>
public sealed record Membership(string GroupId, string UserId) : IDocument
{
    public string Id => IdOf(GroupId, UserId);

    public static string IdOf(string groupId, string userId) => $"{groupId}/{userId}";
}
