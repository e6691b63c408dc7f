using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Actions;
using Naru.Compute.Requests;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Style;
using Field = Naru.Rest.Microversions.ShapeField<Naru.Compute.Actions.ServerAction, Naru.Compute.Requests.ComputeRequest>;

namespace Naru.Compute.Servers.Parts;

/// <summary><c>/servers/{id}/os-instance-actions</c>: what was done with an instance, also when it is gone.</summary>
internal sealed class ActionEndpoints(ComputeApi api)
{
    private const string Place = "servers/{server_id}/os-instance-actions";
    private const int OfDeleted = 21;
    private const int EventsForOwners = 51;

    private static readonly Field[] Common =
    [
        Field.Text("action", action => action.Name),
        Field.Text("instance_uuid", action => action.ServerId),
        Field.Text("request_id", action => action.RequestId),
        Field.Text("user_id", action => action.UserId),
        Field.Text("project_id", action => action.ProjectId),
        Field.Text("start_time", action => Times.Exact(action.StartedAt)),
        Field.Text("message", action => action.Message),
        Field.Text("updated_at", action => Times.Exact(action.FinishedAt ?? action.StartedAt)) with { Since = 58 },
    ];

    private static readonly View<ServerAction> Listed = new(Common);

    private static readonly View<ServerAction> Shown = new(
        [.. Common, new("events", WriteEvents) { When = (action, request) => request.Version >= EventsForOwners || request.May("os-instance-actions:events", action.ProjectId) }]);

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, Place, List);
        api.Map(routes, HttpMethods.Get, Place + "/{request_id}", Show);
    }

    private static Result<Server> Find(ComputeRequest request, string rule)
    {
        var id = request.Route("server_id");
        var server = request.State.In(ComputeTables.Servers).Find(id) ?? (request.Version >= OfDeleted ? request.State.In(ComputeTables.DeletedServers).Find(id) : null);
        return server is not null && ServerAccess.Sees(request, server) ? request.Require(rule, server.ProjectId).Map(_ => server) : NovaErrors.NoServer(id);
    }

    private static Result<Reply> List(ComputeRequest request)
    {
        const int HasPages = 58;
        if (!Find(request, "os-instance-actions:list").TryGet(out var server, out var error)
            || !Moment(request, "changes-since", HasPages).TryGet(out var since, out error)
            || !Moment(request, "changes-before", 66).TryGet(out var before, out error))
        {
            return error;
        }
        var all = ComputeTables.ActionsByServer.Of(request.State, server.Id).Where(action => !((action.FinishedAt ?? action.StartedAt) < since) && !(action.StartedAt > before))
            .OrderByDescending(action => action.StartedAt).ToList();
        if (request.Version < HasPages)
            return Listed.Many("instanceActions", all, request);
        return Page<ServerAction>.Of(request, $"servers/{server.Id}/os-instance-actions", all, action => action.RequestId).Map(page =>
            Reply.Json(writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartArray("instanceActions");
                foreach (var action in page.Items)
                    Listed.Write(writer, action, request);
                writer.WriteEndArray();
                if (page.Next is not null)
                {
                    writer.WritePropertyName("links");
                    Links.WriteOnlyNext(writer, page.Next);
                }
                writer.WriteEndObject();
            }));
    }

    private static Result<DateTimeOffset?> Moment(ComputeRequest request, string name, int since)
    {
        if (request.Version < since || !request.Query.TryGetValue(name, out var texts))
            return default(Result<DateTimeOffset?>);
        return Times.TryRead(texts[^1] ?? "", out var moment) ? moment : NovaErrors.BadRequest($"Invalid input for query parameters {name}. Value: {texts[^1]}. It is not a 'date-time'.");
    }

    private static Result<Reply> Show(ComputeRequest request)
    {
        if (!Find(request, "os-instance-actions:show").TryGet(out var server, out var error))
            return error;
        var id = request.Route("request_id");
        return ComputeTables.ActionsByServer.Of(request.State, server.Id).FirstOrDefault(action => action.RequestId == id) is { } found
            ? Shown.One("instanceAction", found, request)
            : NovaErrors.NotFound($"Action {id} not found");
    }

    private static void WriteEvents(Utf8JsonWriter writer, ServerAction action, ComputeRequest request)
    {
        writer.WriteStartArray();
        if (action.Host.Length > 0)
        {
            writer.WriteStartObject();
            writer.WriteString("event", EventOf(action.Name));
            writer.WriteString("start_time", Times.Exact(action.StartedAt));
            writer.WriteString("finish_time", Times.Exact(action.FinishedAt));
            writer.WriteString("result", action.FinishedAt is null ? null : action.Message is null ? "Success" : "Error");
            if (request.Version < EventsForOwners || request.May("os-instance-actions:events", action.ProjectId))
                writer.WriteNull("traceback");
            if (request.Version >= 62)
            {
                writer.WriteString("hostId", ServerViews.HostIdOf(action.ProjectId, action.Host));
                if (request.May("os-instance-actions:events", action.ProjectId))
                    writer.WriteString("host", action.Host);
            }
            if (request.Version >= 84)
                writer.WriteString("details", action.Message);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    // What Nova's compute service calls its part of an action: the name of the method that does it.
    private static string EventOf(string action) => action switch
    {
        "create" => "compute__do_build_and_run_instance",
        "delete" => "compute_terminate_instance",
        "attach_interface" or "detach_interface" or "attach_volume" or "detach_volume" => $"compute_{action}",
        "resize" or "migrate" => "compute_prep_resize",
        "confirmResize" => "compute_confirm_resize",
        "revertResize" => "compute_revert_resize",
        "live-migration" => "compute_live_migration",
        "evacuate" => "compute_rebuild_instance",
        "createImage" => "compute_snapshot_instance",
        "createBackup" => "compute_backup_instance",
        "changePassword" => "compute_set_admin_password",
        "shelveOffload" => "compute_shelve_offload_instance",
        _ => $"compute_{action}_instance",
    };
}
