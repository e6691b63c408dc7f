using Microsoft.Extensions.Logging;
using Naru.Compute.Actions;
using Naru.Compute.Migrations;
using Naru.Compute.Volumes;
using Naru.Network.Nodes;
using Naru.NodeContract;
using Naru.Primitives;
using Naru.State;

namespace Naru.Compute.Servers;

/// <summary>What follows for an instance from what its host says.</summary>
internal sealed class ServerProgress(InstancePorts ports, IVolumes volumes, ServerImages images, LiveMoves moves, ComputeOptions options, ILogger<ServerProgress> log)
{
    /// <summary>Takes in what a host says. What it says of instances that are elsewhere by now is old news.</summary>
    public void Record(Transaction state, string host, NodeInstanceState observed)
    {
        if (state.In(ComputeTables.Servers).Find(observed.Id) is not { } server)
            return;
        if (server.Host != host)
        {
            if (!server.IsDeleting && server.Move?.Target == host && moves.HearTarget(state, server, observed) is var heard && heard != server)
                Save(state, heard);
            return;
        }
        if (server.IsDeleting)
        {
            if (observed.Power is null)
                Remove(state, server);
            return;
        }
        var before = server.Observed;
        server = server with { Observed = observed };
        if (observed.Fault.Length > 0 && observed.Fault != before?.Fault)
        {
            log.InstanceFailed(server.Id, host, observed.Fault);
            server = server with { Fault = new ServerFault(ServerFault.Internal, observed.Fault, state.Time) };
        }
        if (HasEnded(server, observed))
            server = server with { Power = NodeInstancePower.Stopped };
        foreach (var volume in server.Volumes)
        {
            if (observed.VolumeIds.Items.Contains(volume.VolumeId) && before?.VolumeIds.Items.Contains(volume.VolumeId) != true)
                volumes.Attached(state, volume.AttachmentId);
        }
        Save(state, moves.HearSource(state, server));
    }

    // It was started as often as it shall be, and does not run: it powered itself off, or its host was off. It is started again when somebody asks for it.
    private static bool HasEnded(Server server, NodeInstanceState observed) => observed is { Power: NodeInstancePower.Stopped, Fault.Length: 0 }
        && server.Power is not NodeInstancePower.Stopped && observed.Boots >= server.Boots && observed.Builds >= server.Builds;

    /// <summary>Stores an instance together with what follows at once.</summary>
    public Server Save(Transaction state, Server server)
    {
        var after = WithMove(state, WithShelf(state, WithSnapshots(state, WithoutLeaving(state, Launched(state, server)))));
        if (state.In(ComputeTables.Servers).Find(server.Id) is not { } before)
            state.Insert(ComputeTables.Servers, after with { UpdatedAt = state.Time });
        else if (after != before)
            state.Update(ComputeTables.Servers, after = after with { UpdatedAt = state.Time });
        ServerActions.Settle(state, after);
        return after;
    }

    /// <summary>The instance and all that goes with it are gone.</summary>
    public void Remove(Transaction state, Server server)
    {
        foreach (var port in server.Ports)
            ports.Release(state, port);
        foreach (var volume in server.Volumes)
        {
            volumes.Detach(state, volume.AttachmentId);
            if (volume.DeleteOnTermination)
                volumes.Delete(state, volume.VolumeId);
        }
        if (server.Move is { Phase: ServerMovePhase.Live or ServerMovePhase.Landing } move)
            MigrationRecords.Note(state, move.MigrationId, Migration.Cancelled);
        foreach (var snapshot in server.Snapshots)
            ServerImages.Forget(state, snapshot.ImageId);
        if (server.ShelvedImageId is { } shelved)
            ServerImages.Forget(state, shelved);
        state.Delete(ComputeTables.Servers, server.Id);
        var deleted = server with { IsDeleting = false, DeletedAt = state.Time, UpdatedAt = state.Time, Ports = [], Volumes = [], Snapshots = [] };
        state.Insert(ComputeTables.DeletedServers, deleted);
        ServerActions.Settle(state, deleted);
        Forget(state);
    }

    // The oldest of those that are gone make room.
    private void Forget(Transaction state)
    {
        if (state.In(ComputeTables.DeletedServers).Count <= options.DeletedServers)
            return;
        var oldest = state.In(ComputeTables.DeletedServers).All.MinBy(server => server.DeletedAt)!;
        state.Delete(ComputeTables.DeletedServers, oldest.Id);
        foreach (var action in ComputeTables.ActionsByServer.Of(state, oldest.Id).ToList())
            state.Delete(ComputeTables.Actions, action.Id);
        foreach (var migration in ComputeTables.MigrationsByServer.Of(state, oldest.Id).ToList())
            state.Delete(ComputeTables.Migrations, migration.Id);
    }

    private static Server Launched(Transaction state, Server server) =>
        server.LaunchedAt is null && server.Shelving is Shelving.None && ServerStates.HasItsSize(server) && ServerStates.HasItsPower(server)
            ? server with { LaunchedAt = state.Time, DisksOn = null }
            : server;

    // What has been let go of by the host, or was never taken by it.
    private Server WithoutLeaving(Transaction state, Server server)
    {
        var plugged = server.Observed?.PortIds ?? [];
        var attached = server.Observed?.VolumeIds ?? [];
        var isHosted = server.Host.Length > 0;
        foreach (var port in server.Ports.Where(port => IsRefused(server, port.PortId) || (port.IsLeaving && !(isHosted && plugged.Items.Contains(port.PortId)))))
        {
            ports.Release(state, port);
            server = server with { Ports = server.Ports.Where(other => other != port).ToEquatableList() };
        }
        foreach (var volume in server.Volumes.Where(volume => IsRefused(server, volume.VolumeId) || (volume.IsLeaving && !(isHosted && attached.Items.Contains(volume.VolumeId)))))
        {
            volumes.Detach(state, volume.AttachmentId);
            server = server with { Volumes = server.Volumes.Where(other => other != volume).ToEquatableList() };
        }
        return server;
    }

    private static bool IsRefused(Server server, string id) => server.Observed?.Refusals.Items.Any(refusal => refusal.Key == id) == true;

    private Server WithSnapshots(Transaction state, Server server)
    {
        if (server.Observed is not { } observed)
            return server;
        foreach (var snapshot in server.Snapshots)
        {
            var refusal = observed.Refusals.Items.FirstOrDefault(refused => refused.Key == snapshot.ImageId)?.Value;
            if (refusal is null && !observed.SnapshotImageIds.Items.Contains(snapshot.ImageId))
                continue;
            var isSimulated = state.In(NodeTable.Table).Find(server.Host) is { IsSimulated: true };
            if (refusal is null && !images.Finish(state, server, snapshot, isSimulated))
                refusal = "The image was deleted, or its data have not arrived.";
            server = server with { Snapshots = server.Snapshots.Where(other => other != snapshot).ToEquatableList() };
            if (refusal is null)
                continue;
            ServerImages.Forget(state, snapshot.ImageId);
            server = server with { Fault = new ServerFault(ServerFault.Internal, refusal, state.Time) };
            if (server.ShelvedImageId == snapshot.ImageId)
                server = server with { Shelving = Shelving.None, ShelvedImageId = null, Power = NodeInstancePower.Running, Boots = server.Boots + 1 };
        }
        return server;
    }

    private Server WithShelf(Transaction state, Server server)
    {
        if (server.Shelving is Shelving.Shelving && server.Snapshots.IsEmpty && server.Observed is null or { Power: NodeInstancePower.Stopped })
        {
            var offloaded = server with { Shelving = Shelving.Offloaded, Host = "", DisksOn = null, Observed = null };
            ports.Follow(state, offloaded, options.DefaultZone);
            foreach (var volume in server.Volumes)
                volumes.Moved(state, volume.AttachmentId, "");
            return offloaded;
        }
        if (server.Shelving is not Shelving.Unshelving || !ServerStates.HasItsSize(server) || !ServerStates.HasItsPower(server))
            return server;
        if (server.ShelvedImageId is { } image)
            ServerImages.Forget(state, image);
        return server with { Shelving = Shelving.None, ShelvedImage = null, ShelvedImageId = null, LaunchedAt = state.Time };
    }

    private static Server WithMove(Transaction state, Server server)
    {
        if (server.Move is not { Phase: not (ServerMovePhase.Moved or ServerMovePhase.Live) } move || !ServerStates.HasItsSize(server) || !ServerStates.HasItsPower(server))
            return server;
        var arrived = server with { DisksOn = null };
        switch (move.Phase)
        {
            case ServerMovePhase.Moving:
                MigrationRecords.Note(state, move.MigrationId, "finished");
                return arrived with { Move = move with { Phase = ServerMovePhase.Moved }, LaunchedAt = state.Time };
            case ServerMovePhase.Landing:
                MigrationRecords.Note(state, move.MigrationId, Migration.Completed);
                return arrived with { Move = null };
            default:
                MigrationRecords.Note(state, move.MigrationId, "reverted");
                return arrived with { Move = null, LaunchedAt = state.Time };
        }
    }
}
