using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Requests;
using Naru.Compute.Validation;
using Naru.Primitives;
using Naru.Rest.Endpoints;

namespace Naru.Compute.ExternalEvents;

/// <summary><c>/os-server-external-events</c>: what other services tell Nova. Here they share a state, so that nothing has to be told.</summary>
internal sealed class ExternalEventEndpoints(ComputeApi api)
{
    private static readonly Shape Create = Shapes.Wrapped("events", Shapes.List(
        Shapes.Object(
            new Member("server_uuid", Shapes.Uuid) { IsRequired = true },
            new Member("name", Shapes.OneOf(
                "network-changed", "network-vif-plugged", "network-vif-unplugged", "network-vif-deleted", "volume-extended", "power-update", "accelerator-request-bound", "volume-reimaged"))
            {
                IsRequired = true,
            },
            ("status", Shapes.OneOf("failed", "completed", "in-progress")),
            ("tag", Shapes.Text(1, 255))),
        min: 1));

    public void Map(IEndpointRouteBuilder routes) => api.Map(routes, HttpMethods.Post, "os-server-external-events", CreateAsync);

    private static async ValueTask<Result<Reply>> CreateAsync(ComputeRequest request)
    {
        if (!request.Require("os-server-external-events:create").TryGet(out _, out var error) || !(await request.BodyAsync(Create)).TryGet(out var body, out error))
            return error;
        var events = body.ItemsOf("events").Select(happened => (Event: happened, Code: CodeOf(request, happened))).ToList();
        if (events.TrueForAll(happened => happened.Code != StatusCodes.Status200OK))
            return NovaErrors.NotFound("No instances found for any event");
        var status = events.TrueForAll(happened => happened.Code == StatusCodes.Status200OK) ? StatusCodes.Status200OK : StatusCodes.Status207MultiStatus;
        return Reply.Json(
            writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartArray("events");
                foreach (var (happened, code) in events)
                    Write(writer, happened, code);
                writer.WriteEndArray();
                writer.WriteEndObject();
            },
            status);
    }

    private static int CodeOf(ComputeRequest request, JsonElement happened) => request.State.In(ComputeTables.Servers).Find(happened.TextOf("server_uuid")!) switch
    {
        null => StatusCodes.Status404NotFound,
        { Host.Length: 0 } => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status200OK,
    };

    private static void Write(Utf8JsonWriter writer, JsonElement happened, int code)
    {
        writer.WriteStartObject();
        writer.WriteString("server_uuid", happened.TextOf("server_uuid"));
        writer.WriteString("name", happened.TextOf("name"));
        writer.WriteString("status", code == StatusCodes.Status200OK ? happened.TextOf("status") ?? "completed" : "failed");
        if (happened.TextOf("tag") is { } tag)
            writer.WriteString("tag", tag);
        writer.WriteNumber("code", code);
        writer.WriteEndObject();
    }
}
