using System.Globalization;
using Microsoft.AspNetCore.Http;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.SharedFileSystems.Documents;
using Naru.SharedFileSystems.Requests;
using Naru.State;

namespace Naru.SharedFileSystems.Messages;

/// <summary><c>/messages</c></summary>
internal sealed class MessageEndpoints(ShareApi api, Store store)
{
    private const int Since = 37;
    private const string One = "messages/{id}";

    private static readonly Shape<UserMessage> Shape = new(
        Fields.Text<UserMessage>("id", message => message.Id),
        Fields.Text<UserMessage>("project_id", message => message.ProjectId),
        Fields.Text<UserMessage>("action_id", message => message.ActionId),
        Fields.Text<UserMessage>("detail_id", message => message.DetailId),
        Fields.Text<UserMessage>("message_level", _ => "ERROR"),
        Fields.Time<UserMessage>("created_at", message => message.CreatedAt),
        Fields.Time<UserMessage>("expires_at", message => message.ExpiresAt),
        Fields.Text<UserMessage>("request_id", message => message.RequestId),
        Fields.Links<UserMessage>("messages", message => message.Id),
        Fields.Text<UserMessage>("resource_type", message => message.ResourceType),
        Fields.Text<UserMessage>("resource_id", message => message.ResourceId),
        Fields.Text<UserMessage>("user_message", UserMessages.TextOf));

    private static readonly Dictionary<string, Func<UserMessage, string?>> Attributes = new()
    {
        ["request_id"] = message => message.RequestId,
        ["resource_type"] = message => message.ResourceType,
        ["resource_id"] = message => message.ResourceId,
        ["action_id"] = message => message.ActionId,
        ["detail_id"] = message => message.DetailId,
        ["message_level"] = _ => "ERROR",
    };

    private static readonly Dictionary<string, Func<UserMessage, IComparable?>> Keys = new()
    {
        ["created_at"] = message => message.CreatedAt,
        ["id"] = message => message.Id,
        ["project_id"] = message => message.ProjectId,
        ["request_id"] = message => message.RequestId,
        ["resource_type"] = message => message.ResourceType,
        ["resource_id"] = message => message.ResourceId,
        ["action_id"] = message => message.ActionId,
        ["detail_id"] = message => message.DetailId,
        ["message_level"] = _ => "ERROR",
        ["expires_at"] = message => message.ExpiresAt,
    };

    public void Map()
    {
        api.Map(HttpMethods.Get, "messages", List, Since);
        api.Map(HttpMethods.Get, One, request => Find(request.State, request, "message:get").Map(message => Replies.One("message", Shape, message, request.Viewer)), Since);
        api.Map(HttpMethods.Delete, One, request => store.WriteAsync(request.Write, state => Find(state, request, "message:delete").Map(message =>
        {
            state.Delete(ShareTables.Messages, message.Id);
            return Reply.NoContent;
        })), Since);
    }

    private static Result<Reply> List(ShareRequest request)
    {
        if (request.Refusal("message:get_all", request.Caller.ProjectId) is { } refusal)
            return refusal;
        IEnumerable<UserMessage> all = request.Caller.IsAdmin ? request.State.In(ShareTables.Messages).All : ShareTables.MessagesByProject.Of(request.State, request.Caller.ProjectId);
        all = Filters.Matching(request, all.Where(message => message.ExpiresAt > DateTimeOffset.UtcNow), Attributes);
        if (request.Version.Minor >= 52)
        {
            if (!Moment(request, "created_since").TryGet(out var since, out var wrong) || !Moment(request, "created_before").TryGet(out var before, out wrong))
                return wrong;
            all = all.Where(message => (since is null || message.CreatedAt >= since) && (before is null || message.CreatedAt <= before));
        }
        if (!Sorting.Sorted(request, all, Keys).TryGet(out var sorted, out var error) || !Page<UserMessage>.Of(request, sorted).TryGet(out var page, out error))
            return error;
        return page.Reply(request, "messages", "messages_links", Shape);
    }

    private static Result<DateTimeOffset?> Moment(ShareRequest request, string name)
    {
        if (request.Query(name) is not { } text)
            return default(DateTimeOffset?);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? (DateTimeOffset?)moment
            : ManilaErrors.Invalid($"'{name}' is '{text}': expected a moment such as 2026-01-31T12:00:00.");
    }

    private static Result<UserMessage> Find(IStateReader state, ShareRequest request, string rule)
    {
        if (state.In(ShareTables.Messages).Find(request.Id) is not { } message || (!request.Caller.IsAdmin && message.ProjectId != request.Caller.ProjectId))
            return ManilaErrors.NotFound("Message", request.Id);
        return request.Refusal(rule, message.ProjectId) is { } refusal ? refusal : message;
    }
}
