using Naru.Primitives;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Work;
using Naru.State;

namespace Naru.SharedFileSystems.Messages;

/// <summary>Messages by Manila's numbers (manila/message/message_field.py).</summary>
internal static class UserMessages
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private static readonly Dictionary<string, string> Actions = new()
    {
        ["001"] = "allocate host", ["002"] = "create", ["003"] = "delete access rules", ["006"] = "extend", ["007"] = "shrink", ["010"] = "revert to snapshot", ["011"] = "delete",
    };

    private static readonly Dictionary<string, string> Details = new()
    {
        ["001"] = "An unknown error occurred.",
        ["002"] = "No storage could be allocated for this share request. Trying again with a different size or share type may succeed.",
        ["011"] = "Share Driver failed to extend share.",
        ["016"] = "Share Driver refused to shrink the share. The size to be shrunk is smaller than the current used space.",
        ["017"] = "Share Driver does not support shrinking shares. Shrinking share operation failed.",
    };

    public static void Add(Transaction state, Share share, Error error)
    {
        var (action, detail) = share.Work switch
        {
            ShareWork.Create when error.Type == Scheduling.NoValidHost => ("001", "002"),
            ShareWork.Extend => ("006", "011"),
            ShareWork.Shrink => ("007", "016"),
            ShareWork.Revert => ("010", "001"),
            ShareWork.Delete => ("011", "001"),
            _ => ("002", "001"),
        };
        state.Insert(ShareTables.Messages, new UserMessage
        {
            Id = Guid.NewGuid().ToString(),
            ProjectId = share.ProjectId,
            ResourceType = "SHARE",
            ResourceId = share.Id,
            ActionId = action,
            DetailId = detail,
            RequestId = state.Context.RequestId,
            Reason = error.Message,
            CreatedAt = state.Time,
            ExpiresAt = state.Time + Kept,
        });
    }

    public static string TextOf(UserMessage message) =>
        $"{Actions.GetValueOrDefault(message.ActionId, "unknown action")}: {Details.GetValueOrDefault(message.DetailId, Details["001"])} {message.Reason}".TrimEnd();
}
