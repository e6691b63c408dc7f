using Microsoft.AspNetCore.Http;
using Naru.Compute.Actions;
using Naru.Compute.Flavors;
using Naru.Compute.Hosts;
using Naru.Compute.Migrations;
using Naru.Compute.Quotas;
using Naru.Compute.Scheduling;
using Naru.Compute.Validation;
using Naru.Compute.Volumes;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.Rest.Endpoints;

namespace Naru.Compute.Servers.Operations;

/// <summary>Other sizes and other hosts.</summary>
internal sealed class MoveOperations(Scheduler scheduler, InstancePorts ports, IVolumes volumes, LiveMoves moves, ComputeQuotas quotas, ComputeOptions options) : IOperations
{
    private static readonly Shape Resize = Shapes.Object(new Member("flavorRef", ServerShapes.FlavorRef) { IsRequired = true }, ("OS-DCF:diskConfig", ServerShapes.DiskConfig));

    private static readonly Shape Migrate = Shapes.Nullable(Shapes.Object(new Member("host", Shapes.Nullable(ServerShapes.HostName)) { Since = 56 }));

    private static readonly Shape Live = Shapes.Object(
        new Member("host", Shapes.Nullable(ServerShapes.HostName)) { IsRequired = true },
        new Member("block_migration", Shapes.Flag) { Until = 24, IsRequired = true },
        new Member("block_migration", Shapes.AnyOf(Shapes.OneOf("auto"), Shapes.Flag)) { Since = 25, IsRequired = true },
        new Member("disk_over_commit", Shapes.Flag) { Until = 24, IsRequired = true },
        new Member("force", Shapes.Flag) { Since = 30, Until = 67 });

    private static readonly Shape Evacuate = Shapes.Object(
        ("host", ServerShapes.HostName),
        new Member("onSharedStorage", Shapes.Flag) { Until = 13, IsRequired = true },
        ("adminPass", Shapes.Text(0, 255)),
        new Member("force", Shapes.Flag) { Since = 29, Until = 67 });

    public IEnumerable<ServerOperation> All =>
    [
        new("resize", "servers:resize", Resize, Resized) { Verb = "resize", FindsHost = true, From = [VmStates.Active, VmStates.Stopped] },
        new("confirmResize", "servers:confirm_resize", Shapes.Any, Confirmed) { Verb = "confirmResize", From = [VmStates.Resized] },
        new("revertResize", "servers:revert_resize", Shapes.Any, Reverted) { Verb = "revertResize", From = [VmStates.Resized] },
        new("migrate", "os-migrate-server:migrate", Migrate, Migrated) { Verb = "migrate", FindsHost = true, From = [VmStates.Active, VmStates.Stopped] },
        new("os-migrateLive", "os-migrate-server:migrate_live", Live, MigratedLive) { Verb = LiveMoves.Verb, FindsHost = true, From = [VmStates.Active, VmStates.Paused] },
        new("evacuate", "os-evacuate", Evacuate, Evacuated) { Verb = "evacuate", FindsHost = true, From = [VmStates.Active, VmStates.Stopped, VmStates.Error], IsPatient = true },
    ];

    private Result<Reply> Resized(OperationRun run)
    {
        var reference = run.Arguments.TextOf("flavorRef")!;
        var id = reference[(reference.LastIndexOf('/') + 1)..];
        if (!FlavorEndpoints.Find(run.State, run.Request.Caller, id).TryGet(out var found, out _))
            return NovaErrors.BadRequest($"Flavor {id} could not be found.");
        var (server, former) = (run.Server, run.Server.Flavor);
        if (id == former.FlavorId)
            return NovaErrors.BadRequest("When resizing, instances must change flavor!");
        var flavor = ServerFlavor.Of(found) with { HasNoRoot = former.HasNoRoot, DiskTags = former.DiskTags };
        if (!former.HasNoRoot && flavor.Disk < former.Disk)
        {
            return NovaErrors.BadRequest(flavor.Disk == 0
                ? "Resize to zero disk flavor is not allowed."
                : $"Resize error: the root disk of {former.Disk} GiB cannot become one of {flavor.Disk} GiB.");
        }
        if (flavor.Ephemeral < former.Ephemeral)
            return NovaErrors.BadRequest($"Resize error: the ephemeral disk of {former.Ephemeral} GiB cannot become one of {flavor.Ephemeral} GiB.");
        if (!quotas.Check(run.State, server.ProjectId, 0, flavor.Vcpus - former.Vcpus, flavor.Ram - former.Ram).TryGet(out _, out var error))
            return error;
        var wish = WishOf(server) with { Flavor = flavor };
        // Where it is there is nothing to carry.
        if (!scheduler.Place(run.State, wish with { Host = server.Host }).TryGet(out var host, out _) && !scheduler.Place(run.State, wish).TryGet(out host, out error))
            return error;
        server = server with { DiskConfig = run.Arguments.TextOf("OS-DCF:diskConfig") ?? server.DiskConfig };
        return run.Accept(Moving(run, server, flavor, host, Migration.Resize));
    }

    private Result<Reply> Migrated(OperationRun run)
    {
        if (!Target(run, run.Arguments.TextOf("host")).TryGet(out var host, out var error))
            return error;
        return run.Accept(Moving(run, run.Server, run.Server.Flavor, host, Migration.Cold));
    }

    private Result<Reply> MigratedLive(OperationRun run)
    {
        const int ChecksLater = 34;
        var (server, named) = (run.Server, run.Arguments.TextOf("host"));
        if (named is not null && !run.State.In(ComputeTables.Hosts).Contains(named))
            return NovaErrors.BadRequest($"Compute host {named} could not be found.");
        if (server.Ports.Any(port => port.IsLeaving) || server.Volumes.Any(volume => volume.IsLeaving))
            return NovaErrors.Conflict($"Cannot '{LiveMoves.Verb}' instance {server.Id} while its host has not let go of a port or volume");
        if (LiveTarget(run, named).Then(target => moves.Begin(run.State, server, target, run.Request.Caller.UserId)).TryGet(out var moving, out var refused))
            return run.Accept(moving);
        if (run.Request.Version < ChecksLater)
            return refused;
        // Whoever asks in newer versions looks for it among the migrations and actions.
        MigrationRecords.Note(run.State, MigrationRecords.Begin(run.State, server, Migration.Live, named ?? "", server.Flavor.FlavorId, run.Request.Caller.UserId), Migration.Error);
        ServerActions.Begin(run.State, run.Request, server, LiveMoves.Verb);
        ServerActions.Fail(run.State, server, LiveMoves.Verb);
        return new Reply(StatusCodes.Status202Accepted, null);
    }

    private Result<string> LiveTarget(OperationRun run, string? named)
    {
        const int NamesAreChecked = 30;
        var server = run.Server;
        if (named == server.Host)
            return NovaErrors.BadRequest($"Unable to migrate instance ({server.Id}) to current host ({named}).");
        var unable = run.State.In(ComputeTables.Hosts).All.Where(host => !ServerDrivers.CanLive(host, server)).Select(host => host.Id).ToList();
        if (unable.Contains(server.Host) || (named is not null && unable.Contains(named)))
            return NovaErrors.BadRequest($"Migration pre-check error: the driver of instance {server.Id} on host '{(unable.Contains(server.Host) ? server.Host : named)}' cannot move an instance while it runs.");
        var hasLocalDisks = !server.Flavor.HasNoRoot || server.Flavor.Ephemeral > 0 || server.Flavor.Swap > 0 || server.HasConfigDrive;
        if (hasLocalDisks && run.Arguments.TextOf("block_migration") != "auto" && !run.Arguments.FlagOf("block_migration"))
        {
            return NovaErrors.BadRequest(
                $"Migration pre-check error: instance {server.Id} has disks on host '{server.Host}', which shares none with others: it needs block_migration, or 'auto'.");
        }
        return scheduler.Place(run.State, WishOf(server) with
        {
            Host = named, Excluded = [server.Host, .. unable], IsForced = named is not null && (run.Request.Version < NamesAreChecked || run.Arguments.FlagOf("force")),
        });
    }

    private Result<string> Target(OperationRun run, string? named)
    {
        var server = run.Server;
        if (named == server.Host)
            return NovaErrors.BadRequest($"Unable to migrate instance ({server.Id}) to current host ({named}).");
        if (named is not null && run.State.In(ComputeTables.Hosts).Find(named) is null)
            return NovaErrors.BadRequest($"Compute host {named} could not be found.");
        return scheduler.Place(run.State, WishOf(server) with { Host = named, Excluded = [server.Host] });
    }

    private static PlacementWish WishOf(Server server) => new(server.Flavor) { Zone = server.WantedZone, GroupId = server.GroupId, ServerId = server.Id };

    private Server Moving(OperationRun run, Server server, ServerFlavor flavor, string host, string type)
    {
        var migration = MigrationRecords.Begin(run.State, server, type, host, flavor.FlavorId, run.Request.Caller.UserId);
        var isElsewhere = host != server.Host;
        var moving = server with
        {
            Flavor = flavor,
            Host = host,
            DisksOn = isElsewhere ? server.Host : null,
            Observed = isElsewhere ? null : server.Observed,
            Boots = server.Boots + 1,
            IsHardBoot = true,
            Move = new ServerMove(ServerMovePhase.Moving, server.Flavor, server.Host, migration) { WasStopped = server.Power is NodeInstancePower.Stopped },
        };
        return isElsewhere ? Followed(run, moving) : moving;
    }

    // Ports and volumes are where the instance is.
    private Server Followed(OperationRun run, Server server)
    {
        ports.Follow(run.State, server, HostStates.ZoneOf(run.State, server.Host, options.DefaultZone));
        foreach (var volume in server.Volumes)
            volumes.Moved(run.State, volume.AttachmentId, server.Host);
        return server;
    }

    private static Result<Reply> Confirmed(OperationRun run)
    {
        MigrationRecords.Note(run.State, run.Server.Move!.MigrationId, "confirmed");
        run.Store(run.Server with { Move = null, DisksOn = null });
        return Reply.NoContent;
    }

    private Result<Reply> Reverted(OperationRun run)
    {
        var (server, move) = (run.Server, run.Server.Move!);
        var isElsewhere = server.Host != move.FormerHost;
        MigrationRecords.Note(run.State, move.MigrationId, "reverting");
        var reverting = server with
        {
            Flavor = move.Former,
            Host = move.FormerHost,
            DisksOn = null,
            Observed = isElsewhere ? null : server.Observed,
            Boots = server.Boots + 1,
            Power = move.WasStopped ? NodeInstancePower.Stopped : server.Power,
            Move = move with { Phase = ServerMovePhase.Reverting },
        };
        return run.Accept(isElsewhere ? Followed(run, reverting) : reverting);
    }

    private Result<Reply> Evacuated(OperationRun run)
    {
        const int HasNoPassword = 14;
        var server = moves.Cancel(run.State, run.Recovered);
        if (run.State.In(ComputeTables.Hosts).Find(server.Host) is { } host && HostStates.IsUp(run.State, host))
            return NovaErrors.BadRequest($"Compute service of {server.Host} is still in use.");
        if (run.Arguments.TextOf("host") is { } named && !run.State.In(ComputeTables.Hosts).Contains(named))
            return NovaErrors.BadRequest($"Compute host {named} not found.");
        if (!Target(run, run.Arguments.TextOf("host")).TryGet(out var target, out var error))
            return error;
        MigrationRecords.Note(run.State, MigrationRecords.Begin(run.State, server, Migration.Evacuation, target, server.Flavor.FlavorId, run.Request.Caller.UserId), "done");
        var password = run.Arguments.TextOf("adminPass") ?? ServerCreation.NewPassword();
        run.Store(Followed(run, server with
        {
            Host = target, DisksOn = null, Move = null, Observed = null, AdminPassword = password, Builds = server.Builds + 1, Boots = server.Boots + 1,
        }));
        return run.Request.Version >= HasNoPassword ? new Reply(StatusCodes.Status200OK, null) : Reply.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("adminPass", password);
            writer.WriteEndObject();
        });
    }
}
