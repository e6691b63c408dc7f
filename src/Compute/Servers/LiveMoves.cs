using Microsoft.Extensions.Logging;
using Naru.Compute.Actions;
using Naru.Compute.Hosts;
using Naru.Compute.Migrations;
using Naru.Compute.Volumes;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Compute.Servers;

/// <summary>Instances that go to another host while they run.</summary>
/// <remarks>
/// Where one runs is decided here and in one write (<see cref="Landed"/>): before it, the host that it comes to has it halted; after it, the host that it was on has it halted and removes it.
/// So it never runs twice, whoever ends at whatever moment; and until then everything can be taken back.
/// </remarks>
internal sealed class LiveMoves(InstancePorts ports, IVolumes volumes, ComputeOptions options, ILogger<LiveMoves> log)
{
    /// <summary>Begins one, if the instance's ports can be bound on the host that it shall go to.</summary>
    public Result<Server> Begin(Transaction state, Server server, string target, string userId) => ports.Prepare(state, server, target).Map(_ => server with
    {
        Move = new ServerMove(ServerMovePhase.Live, server.Flavor, server.Host, MigrationRecords.Begin(state, server, Migration.Live, target, server.Flavor.FlavorId, userId)) { Target = target },
    });

    /// <summary>What follows from what the host of an instance says.</summary>
    public Server HearSource(Transaction state, Server server)
    {
        if (server is not { Move: { Phase: ServerMovePhase.Live } move, Observed: { } observed })
            return server;
        if (observed.Power is NodeInstancePower.Stopped or null)
            return Fail(state, server, $"It does not run on host '{server.Host}' any more.");
        if (observed.Departure is not { } said || said.MigrationId != move.MigrationId)
            return server;
        if (said.Fault.Length > 0)
            return Fail(state, server, said.Fault);
        MigrationRecords.Progress(state, said);
        if (move.Machine is not null || said.Machine.Length == 0)
            return server;
        MigrationRecords.Note(state, move.MigrationId, Migration.Preparing);
        return server with { Move = move with { Machine = said.Machine } };
    }

    /// <summary>What follows from what the host says that an instance shall come to.</summary>
    public Server HearTarget(Transaction state, Server server, NodeInstanceState observed)
    {
        if (server.Move is not { Phase: ServerMovePhase.Live } move)
            return server;
        if (observed.Arrival is not { } said || said.MigrationId != move.MigrationId)
            return observed.Fault.Length > 0 && move.Machine is not null ? Fail(state, server, observed.Fault) : server;
        if (said.Fault.Length > 0)
            return Fail(state, server, said.Fault);
        if (said.HasArrived)
            return Landed(state, server, move);
        if (move.MemoryAt is not null || said.MemoryAt.Length == 0)
            return server;
        MigrationRecords.Note(state, move.MigrationId, Migration.Running);
        return server with { Move = move with { MemoryAt = said.MemoryAt, DisksAt = said.DisksAt } };
    }

    /// <summary>It stays where it is, and nothing of it stays elsewhere.</summary>
    /// <param name="reason">Why it could not go.</param>
    public Server Fail(Transaction state, Server server, string reason)
    {
        log.NotMoved(server.Id, server.Move?.Target ?? "", reason);
        ServerActions.Fail(state, server, Verb);
        return TakeBack(state, server, Migration.Error);
    }

    /// <summary>As <see cref="Fail"/>, because somebody wants it.</summary>
    public Server Cancel(Transaction state, Server server) => TakeBack(state, server, Migration.Cancelled);

    /// <summary>As administrators ask for it, and find it among the instance's actions.</summary>
    public const string Verb = "live-migration";

    /// <summary>Why something cannot be done to an instance that is on its way; null: it is not.</summary>
    public static Error? RefusalOf(Server server, string verb) => server.Move is { Phase: ServerMovePhase.Live or ServerMovePhase.Landing }
        ? NovaErrors.Conflict($"Cannot '{verb}' instance {server.Id} while it is in task_state {TaskStates.Migrating}")
        : null;

    private Server TakeBack(Transaction state, Server server, string status)
    {
        if (server.Move is not { Phase: ServerMovePhase.Live, Target: { } target } move)
            return server;
        ports.Unprepare(state, server, target);
        MigrationRecords.Note(state, move.MigrationId, status);
        return server with { Move = null };
    }

    private Server Landed(Transaction state, Server server, ServerMove move)
    {
        var landed = server with { Host = move.Target!, Observed = null, Move = move with { Phase = ServerMovePhase.Landing, FormerHost = move.Target!, Target = null } };
        ports.Move(state, landed, server.Host, HostStates.ZoneOf(state, landed.Host, options.DefaultZone));
        foreach (var volume in server.Volumes)
            volumes.Moved(state, volume.AttachmentId, landed.Host);
        MigrationRecords.Note(state, move.MigrationId, Migration.PostMigrating);
        return landed;
    }
}
