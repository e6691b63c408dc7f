using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Naru.Compute.Actions;
using Naru.Compute.Requests;
using Naru.Compute.Servers;
using Naru.Compute.Validation;
using Naru.Primitives;
using Naru.Rest.Endpoints;
using Naru.Rest.Microversions;
using Naru.Rest.Style;
using Naru.State;
using Field = Naru.Rest.Microversions.ShapeField<Naru.Compute.Migrations.Migration, Naru.Compute.Requests.ComputeRequest>;

namespace Naru.Compute.Migrations;

/// <summary><c>/os-migrations</c> and <c>/servers/{id}/migrations</c>.</summary>
internal sealed class MigrationEndpoints(ComputeApi api, Store store, ServerProgress progress, LiveMoves moves)
{
    private const string Place = "os-migrations";
    private const string OfServer = "servers/{server_id}/migrations";

    private static readonly VersionRange Versions = new(23);

    private static readonly Shape ForceComplete = Shapes.Wrapped("force_complete", Shapes.Null);

    private static readonly Field[] Common =
    [
        Field.Number("id", migration => migration.Number),
        Field.Text("uuid", migration => migration.Id) with { Since = 59 },
        Field.Text("status", migration => migration.Status),
        Field.Text("source_node", migration => migration.SourceHost),
        Field.Text("source_compute", migration => migration.SourceHost),
        Field.Text("dest_node", migration => migration.TargetHost),
        Field.Text("dest_compute", migration => migration.TargetHost),
        Field.Text("dest_host", migration => migration.TargetHost),
        Field.Text("created_at", migration => Times.Exact(migration.CreatedAt)),
        Field.Text("updated_at", migration => Times.Exact(migration.UpdatedAt)),
        Field.Text("project_id", migration => migration.ProjectId) with { Since = 80 },
        Field.Text("user_id", migration => migration.UserId) with { Since = 80 },
    ];

    private static readonly View<Migration> Listed = new(
    [
        .. Common,
        Field.Text("instance_uuid", migration => migration.ServerId),
        // These are numbers of Nova's database, which there is none of.
        Field.Text("old_instance_type_id", _ => null),
        Field.Text("new_instance_type_id", _ => null),
        Field.Text("migration_type", migration => migration.Type) with { Since = 23 },
        new("links", (writer, migration, request) => Links.Write(writer, request, $"servers/{migration.ServerId}/migrations/{migration.Number}"))
        {
            Since = 23, When = (migration, _) => IsLive(migration),
        },
    ]);

    private static readonly View<Migration> Going = new(
    [
        .. Common,
        Field.Text("server_uuid", migration => migration.ServerId),
        Field.Number("memory_total_bytes", migration => migration.MemoryTotal),
        Field.Number("memory_processed_bytes", migration => migration.MemorySent),
        Field.Number("memory_remaining_bytes", migration => migration.MemoryLeft),
        Field.Number("disk_total_bytes", migration => migration.DiskTotal),
        Field.Number("disk_processed_bytes", migration => migration.DiskSent),
        Field.Number("disk_remaining_bytes", migration => migration.DiskTotal - migration.DiskSent),
    ]);

    public void Map(IEndpointRouteBuilder routes)
    {
        api.Map(routes, HttpMethods.Get, Place, List);
        api.Map(routes, HttpMethods.Get, OfServer, request => ServerAccess.Find(request.State, request, "servers:migrations:index").Map(server =>
            Going.Many("migrations", ComputeTables.MigrationsByServer.Of(request.State, server.Id).Where(IsLive), request)), Versions);
        api.Map(routes, HttpMethods.Get, OfServer + "/{id}", request => Find(request.State, request, "show").Map(found => Going.One("migration", found.Migration, request)), Versions);
        api.Map(routes, HttpMethods.Delete, OfServer + "/{id}", CancelAsync, new VersionRange(24));
        api.Map(routes, HttpMethods.Post, OfServer + "/{id}/action", HurryAsync, new VersionRange(22));
    }

    private static bool IsLive(Migration migration) =>
        migration is { Type: Migration.Live, Status: Migration.Queued or Migration.Preparing or Migration.Running or Migration.PostMigrating };

    private static Result<(Server Server, Migration Migration)> Find(IStateReader state, ComputeRequest request, string rule)
    {
        if (!ServerAccess.Find(state, request, $"servers:migrations:{rule}").TryGet(out var server, out var error))
            return error;
        var id = request.Route("id");
        return ComputeTables.MigrationsByServer.Of(state, server.Id).FirstOrDefault(migration => IsLive(migration) && migration.Number.ToString(CultureInfo.InvariantCulture) == id) is { } found
            ? (server, found)
            : NovaErrors.NotFound($"In-progress live migration {id} is not found for server {server.Id}.");
    }

    private async ValueTask<Result<Reply>> CancelAsync(ComputeRequest request)
    {
        const int AlsoBefore = 65;
        return await store.WriteAsync(request.Write, state => Find(state, request, "delete").Then(Result<Reply> (found) =>
        {
            var (server, migration) = found;
            var canBe = migration.Status is Migration.Running || (request.Version >= AlsoBefore && migration.Status is Migration.Queued or Migration.Preparing);
            return canBe ? Change(state, request, moves.Cancel(state, server), "live_migration_cancel") : NotNow(server, migration, "abort live migration");
        }));
    }

    private async ValueTask<Result<Reply>> HurryAsync(ComputeRequest request)
    {
        if (!(await request.BodyAsync(ForceComplete)).TryGet(out _, out var error))
            return error;
        return await store.WriteAsync(request.Write, state => Find(state, request, "force_complete").Then(Result<Reply> (found) =>
        {
            var (server, migration) = found;
            return server.Move is { } move && migration.Status is Migration.Running
                ? Change(state, request, server with { Move = move with { IsHurried = true } }, "live_migration_force_complete")
                : NotNow(server, migration, "force complete");
        }));
    }

    private Reply Change(Transaction state, ComputeRequest request, Server changed, string action)
    {
        ServerActions.Begin(state, request, changed, action);
        progress.Save(state, changed);
        return new Reply(StatusCodes.Status202Accepted, null);
    }

    private static Error NotNow(Server server, Migration migration, string method) =>
        NovaErrors.BadRequest($"Migration {migration.Number} state of instance {server.Id} is {migration.Status}. Cannot {method} while the migration is in this state.");

    private static Result<Reply> List(ComputeRequest request)
    {
        const int HasPages = 59;
        if (!request.Require("os-migrations:index").TryGet(out _, out var error))
            return error;
        var query = request.Query;
        var all = request.State.In(ComputeTables.Migrations).All.Where(migration => Fits("status", migration.Status) && Fits("instance_uuid", migration.ServerId)
            && Fits("source_compute", migration.SourceHost) && Fits("migration_type", migration.Type) && Fits("project_id", migration.ProjectId) && Fits("user_id", migration.UserId)
            && (!query.ContainsKey("host") || query["host"] == migration.SourceHost || query["host"] == migration.TargetHost)).OrderByDescending(migration => migration.Number).ToList();
        return request.Version < HasPages
            ? Listed.Many("migrations", all, request)
            : Page<Migration>.Of(request, Place, all, migration => migration.Id).Map(page => Listed.Many("migrations", page.Items, request, page.Next));

        bool Fits(string name, string value) => !query.TryGetValue(name, out var wanted) || wanted.Contains(value);
    }
}
