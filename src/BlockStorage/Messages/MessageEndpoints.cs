using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.BlockStorage.Documents;
using Naru.BlockStorage.Listing;
using Naru.BlockStorage.Requests;
using Naru.BlockStorage.Views;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.Rest.Style;
using Naru.State;

namespace Naru.BlockStorage.Messages;

/// <summary><c>/messages</c>: why things did not come about.</summary>
internal sealed class MessageEndpoints(VolumeApi api, Store store)
{
    private const int Since = 3;

    private static readonly Shape<UserMessage> Look = new(
        Show.Text<UserMessage>("id", message => message.Id),
        Show.Text<UserMessage>("event_id", message => message.EventId),
        Show.Text<UserMessage>("user_message", message => message.Text),
        Show.Text<UserMessage>("message_level", _ => "ERROR"),
        Show.Text<UserMessage>("created_at", message => Times.Exact(message.CreatedAt)),
        Show.Text<UserMessage>("guaranteed_until", message => Times.Exact(message.Until)),
        Show.Text<UserMessage>("request_id", message => message.RequestId),
        Show.Text<UserMessage>("resource_type", message => message.ResourceType),
        Show.Text<UserMessage>("resource_uuid", message => message.ResourceId),
        Show.Links<UserMessage>("messages", message => message.Id));

    private static readonly ListKind<UserMessage> Kind = new("messages", message => message.Id, message => message.CreatedAt)
    {
        Singular = "Message",
        HasLinks = false,
        Filters = new Dictionary<string, Func<UserMessage, string, bool>>(
        [
            .. Filters.Text<UserMessage>("resource_uuid", message => message.ResourceId),
            .. Filters.Text<UserMessage>("resource_type", message => message.ResourceType),
            .. Filters.Text<UserMessage>("event_id", message => message.EventId),
            .. Filters.Text<UserMessage>("request_id", message => message.RequestId),
            new("message_level", (_, level) => level == "ERROR"),
        ]),
        SortKeys = new Dictionary<string, Func<UserMessage, IComparable?>>
        {
            ["id"] = message => message.Id,
            ["event_id"] = message => message.EventId,
            ["resource_uuid"] = message => message.ResourceId,
            ["resource_type"] = message => message.ResourceType,
            ["request_id"] = message => message.RequestId,
            ["created_at"] = message => message.CreatedAt,
        },
    };

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, "messages", request => request.Refusal("message:get_all") is { } refusal
            ? refusal
            : Kind.Reply(
                request, request.State.In(BlockStorageTables.Messages).All.Where(message => message.ProjectId == request.Caller.ProjectId),
                (writer, message) => Look.Write(writer, message, request.Viewer), "messages"), Since);
        api.Map(routes, HttpMethods.Get, "messages/{id}", request => Find(request, request.State, "message:get").Map(message => Look.Reply("message", message, request)), Since);
        api.Map(routes, HttpMethods.Delete, "messages/{id}", async request => (await store.WriteAsync(request.Write, state => Find(request, state, "message:delete").Map(message =>
        {
            state.Delete(BlockStorageTables.Messages, message.Id);
            return message;
        }))).Map(_ => Reply.NoContent), Since);
    }

    private static Result<UserMessage> Find(VolumeRequest request, IStateReader state, string rule)
    {
        if (state.In(BlockStorageTables.Messages).Find(request.Id) is not { } message || !request.Sees(message.ProjectId))
            return CinderErrors.NotFound("Message", request.Id);
        return request.Refusal(rule, message.ProjectId) is { } refusal ? refusal : message;
    }
}
